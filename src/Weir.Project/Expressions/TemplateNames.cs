namespace Weir.Project.Expressions;

/// <summary>What a template may name, which depends on its place.</summary>
/// <param name="Names">The full names, such as <c>event.key</c>.</param>
internal sealed record TemplateNames(IReadOnlyList<string> Names)
{
    private static readonly string[] OfEvents = ["event.id", "event.type", "event.time"];

    /// <summary>In the steps of a pipeline that an object starts.</summary>
    public static TemplateNames OfSteps { get; } = new(
    [
        "event.key", "event.name", "event.folder", "event.stem", "event.extension", "event.bucket",
        .. OfEvents, "event.etag", "event.size", "event.version",
    ]);

    /// <summary>In the steps of a pipeline that the end of a reconciliation starts.</summary>
    public static TemplateNames OfReconciliation { get; } = new(
    [
        "event.reconciliation", "event.outcome", "event.record", "event.source_rows", "event.target_rows", "event.missing_in_target",
        "event.missing_in_source", "event.differing", "event.duplicates", "event.verified_through", .. OfEvents,
    ]);

    /// <summary>In the steps of a pipeline that a change of a table's schema starts.</summary>
    public static TemplateNames OfSchemaChange { get; } = new(["event.table", "event.changes", "event.load_id", "event.file", .. OfEvents]);

    /// <summary>Names that are known for some of what starts a pipeline and not for all.</summary>
    public IReadOnlyList<string> Sometimes { get; init; } = [];

    /// <summary>What is known whatever starts a pipeline.</summary>
    /// <param name="each">What is known for each of its triggers.</param>
    public static TemplateNames OfAll(IReadOnlyList<TemplateNames> each) => each.Count == 1
        ? each[0]
        : new TemplateNames([.. each[0].Names.Where(name => each.All(names => names.Names.Contains(name)))])
        {
            Sometimes = [.. each.SelectMany(names => names.Names).Distinct().Where(name => !each.All(names => names.Names.Contains(name)))],
        };

    /// <summary>Says what is wrong with a name, or nothing when it may be used.</summary>
    public (string Message, string Hint)? Check(string name)
    {
        if (Names.Contains(name))
        {
            return null;
        }

        if (Sometimes.Contains(name))
        {
            return (
                $"The template names '{name}', which not everything that starts the pipeline has.",
                $"Make a pipeline of its own for each kind of trigger; known for all are {string.Join(", ", Names)}.");
        }

        var inside = Names.Where(n => n.StartsWith(name + ".", StringComparison.Ordinal)).ToList();
        var meant = Nearest.To(name, Names) ?? Names.FirstOrDefault(n => n.EndsWith("." + name, StringComparison.Ordinal));
        return inside.Count > 0
            ? ($"The template names all of '{name}', which is no text.", $"Name a part of it: {string.Join(", ", inside)}.")
            : ($"The template names '{name}', which is not known here.",
                meant is null ? $"Known are {string.Join(", ", Names)}." : $"Did you mean '{meant}'?");
    }
}
