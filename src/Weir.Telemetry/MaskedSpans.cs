using System.Diagnostics;

using OpenTelemetry;

using Weir.Engine.Secrets;

namespace Weir.Telemetry;

/// <summary>Takes the secrets out of what spans tell, before anybody sends it.</summary>
internal sealed class MaskedSpans(Masks masks) : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (masks.IsEmpty)
        {
            return;
        }

        if (masks.Hide(data.DisplayName) is var name && name != data.DisplayName)
        {
            data.DisplayName = name;
        }

        if (data.StatusDescription is { } description && masks.Hide(description) is var told && told != description)
        {
            data.SetStatus(data.Status, told);
        }

        foreach (var (key, value) in data.TagObjects.ToList())
        {
            if (value is string text && masks.Hide(text) is var hidden && hidden != text)
            {
                data.SetTag(key, hidden);
            }
        }
    }
}
