namespace Weir.Project.Expressions;

/// <summary>What every template of a project may name, whatever its place.</summary>
internal sealed record ProjectNames
{
    /// <summary>The full names, such as <c>vars.region</c>.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Where a run has a tenant: the full names of what it has.</summary>
    public IReadOnlyList<string> OfTenant { get; init; } = [];

    /// <summary>Names that not every environment or tenant has, and who lacks them, such as <c>the environment 'prod'</c>.</summary>
    public IReadOnlyDictionary<string, string> Lacking { get; init; } = new Dictionary<string, string>();
}
