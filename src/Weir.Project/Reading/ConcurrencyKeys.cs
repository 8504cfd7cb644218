using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;

namespace Weir.Project.Reading;

/// <summary>The keys of <c>concurrency</c>.</summary>
internal static class ConcurrencyKeys
{
    private static readonly Key<int> Limit = new("limit", "How many runs of the group may go on at a time. One that waits counts: it goes on.", Scalars.Integer(1, 10_000))
    {
        Default = "1",
    };

    private static readonly Key<HandlebarsTemplate> Group = new(
        "group", "What the group is called: a template over what starts the run. Pipelines that name the same group share its limit.", TextTemplates.Kept("a group's name"))
    {
        Default = "the pipeline",
        Example = "\"tenant-{{inputs.tenant}}\"",
    };

    private static readonly Key<ConcurrencyBehavior> Behavior = new(
        "behavior",
        "What becomes of one run more: it waits (`queue`), the oldest run of the group is cancelled for it (`cancel`), or it fails (`fail`).",
        Scalars.Choice(
            new Dictionary<string, ConcurrencyBehavior>
            {
                ["queue"] = ConcurrencyBehavior.Queue,
                ["cancel"] = ConcurrencyBehavior.Cancel,
                ["fail"] = ConcurrencyBehavior.Fail,
            },
            []))
    {
        Default = "queue",
    };

    /// <summary>How many runs of a pipeline may go on at a time.</summary>
    public static Key<ConcurrencyDefinition> Key { get; } = new(
        "concurrency",
        "How many runs may go on at a time.",
        new RecordShape<ConcurrencyDefinition>([Limit, Group, Behavior], (fields, _) => new ConcurrencyDefinition(fields.Get(Limit, 1))
        {
            Group = fields.TryGet(Group, out var group) ? group : null,
            Behavior = fields.Get(Behavior, ConcurrencyBehavior.Queue),
        }))
    {
        Example = "{ limit: 1, group: \"{{event.bucket}}\" }",
    };
}
