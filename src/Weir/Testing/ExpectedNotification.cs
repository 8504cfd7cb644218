namespace Weir.Testing;

/// <summary>Something that somebody was told.</summary>
/// <param name="Line">Where it stands in its file.</param>
public sealed record ExpectedNotification(int Line)
{
    /// <summary>How: <c>slack</c>, <c>webhook</c>, <c>email</c> or <c>command</c>. None when any will do.</summary>
    public string? Channel { get; init; }

    /// <summary>What its title holds. None when any will do.</summary>
    public string? Title { get; init; }

    /// <summary>What it holds anywhere. None when anything will do.</summary>
    public string? Text { get; init; }
}
