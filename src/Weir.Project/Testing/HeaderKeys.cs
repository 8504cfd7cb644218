using Weir.Project.Schema;

namespace Weir.Project.Testing;

/// <summary>The key of headers.</summary>
internal static class HeaderKeys
{
    /// <summary>The key.</summary>
    public static Key<IReadOnlyDictionary<string, string>> Key { get; } = new(
        "headers", "The headers, by name.", new MapShape<string>("header", Scalars.AnyText, (_, _) => { }))
    {
        Example = "{ Retry-After: \"5\" }",
    };

    /// <summary>No headers.</summary>
    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();
}
