using Weir.Buckets;
using Weir.Pipelines;
using Weir.Project.Schema;

namespace Weir.Project.Reading;

/// <summary>The keys of a trigger.</summary>
internal static class TriggerKeys
{
    private static readonly Key<ObjectPattern> ObjectCreated = new(
        "object_created", "An object landed whose name matches: `*` within a segment, `**` across segments.", ObjectPatterns.Shape)
    {
        Example = "raw/orders/**.json",
    };

    /// <summary>A trigger.</summary>
    public static RecordShape<TriggerDefinition> Shape { get; } = new(
        [ObjectCreated], (fields, _) => fields.TryGet(ObjectCreated, out var pattern) ? new TriggerDefinition.ObjectCreated(pattern) : null)
    {
        ExactlyOneOf = [ObjectCreated],
        Later = ["schedule", "http", "change", "message", "run_finished"],
    };
}
