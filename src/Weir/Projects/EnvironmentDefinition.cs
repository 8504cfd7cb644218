using Weir.Buckets;
using Weir.Connections;

namespace Weir.Projects;

/// <summary>Where a project runs, and what is different there.</summary>
public sealed record EnvironmentDefinition
{
    /// <summary>The environment that is always there: the machine of whoever works on the project.</summary>
    public const string Local = "local";

    /// <summary>The environment's name.</summary>
    public required string Name { get; init; }

    /// <summary>Values that go before the project's <c>vars</c> of the same names. None by default.</summary>
    public IReadOnlyDictionary<string, object> Vars { get; init; } = new Dictionary<string, object>();

    /// <summary>Buckets that take the place of the project's of the same names. None by default.</summary>
    public IReadOnlyDictionary<string, BucketDefinition> Buckets { get; init; } = new Dictionary<string, BucketDefinition>();

    /// <summary>Connections that take the place of the project's of the same names. None by default.</summary>
    public IReadOnlyDictionary<string, ConnectionDefinition> Connections { get; init; } = new Dictionary<string, ConnectionDefinition>();

    /// <summary>The tenants that are there, by name; all of the project when null.</summary>
    public IReadOnlyList<string>? Tenants { get; init; }
}
