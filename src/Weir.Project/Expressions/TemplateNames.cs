namespace Weir.Project.Expressions;

/// <summary>What a template may name, which depends on its place.</summary>
/// <param name="Names">The full names, such as <c>event.key</c>.</param>
internal sealed record TemplateNames(IReadOnlyList<string> Names)
{
    /// <summary>In the steps of a pipeline.</summary>
    public static TemplateNames OfSteps { get; } = new(
    [
        "event.key", "event.name", "event.folder", "event.stem", "event.extension", "event.bucket",
        "event.id", "event.type", "event.time", "event.etag", "event.size", "event.version",
    ]);

    /// <summary>Says what is wrong with a name, or nothing when it may be used.</summary>
    public (string Message, string Hint)? Check(string name)
    {
        if (Names.Contains(name))
        {
            return null;
        }

        var inside = Names.Where(n => n.StartsWith(name + ".", StringComparison.Ordinal)).ToList();
        var meant = Nearest.To(name, Names) ?? Names.FirstOrDefault(n => n.EndsWith("." + name, StringComparison.Ordinal));
        return inside.Count > 0
            ? ($"The template names all of '{name}', which is no text.", $"Name a part of it: {string.Join(", ", inside)}.")
            : ($"The template names '{name}', which is not known here.",
                meant is null ? $"Known are {string.Join(", ", Names)}." : $"Did you mean '{meant}'?");
    }
}
