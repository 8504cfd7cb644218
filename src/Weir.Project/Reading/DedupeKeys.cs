using Weir.Project.Expressions;
using Weir.Project.Schema;

namespace Weir.Project.Reading;

/// <summary>The keys of a trigger that has a run only for the first of several events that mean the same.</summary>
internal static class DedupeKeys
{
    /// <summary>The longest time: ten years, as for the retention.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3_650);

    /// <summary>What tells events apart.</summary>
    public static Key<HandlebarsTemplate> Key { get; } = new(
        "dedupe_key",
        "Events for which this is the same mean the same: only the first starts a run. `weir events` shows which did not.",
        TextTemplates.Kept("a key such as {{event.message.id}}"))
    {
        Example = "\"{{event.etag}}\"",
    };

    /// <summary>For how long.</summary>
    public static Key<TimeSpan> For { get; } = new(
        "dedupe_for", "For how long after the first event. At most as long as `retention`.", Scalars.Duration(Longest))
    {
        Default = "1d, or `retention` where that is shorter",
    };

    /// <summary>Notes a time without a key.</summary>
    public static bool Check(Fields fields, ReadingContext reading)
    {
        if (!fields.Has(For) || fields.Has(Key))
        {
            return true;
        }

        reading.Wrong(fields.NameOf(For), "WEIR2313", $"{reading.Label} has 'dedupe_for' without 'dedupe_key'.", "Add dedupe_key: \"{{event.etag}}\", or remove 'dedupe_for'.");
        return false;
    }
}
