namespace Weir.Project.Graphs;

/// <summary>What kinds of nodes are called in pictures.</summary>
internal static class KindWords
{
    public static string Of(NodeKind kind) => kind switch
    {
        NodeKind.Http => "request",
        NodeKind.Failures => "failure",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
