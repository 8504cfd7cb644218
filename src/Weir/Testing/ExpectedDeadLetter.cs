namespace Weir.Testing;

/// <summary>Something that was given up.</summary>
/// <param name="Line">Where it stands in its file.</param>
public sealed record ExpectedDeadLetter(int Line)
{
    /// <summary>Whose it is: the pipeline, table or reconciliation, by name. None when any will do.</summary>
    public string? Of { get; init; }

    /// <summary>What the failure's code or message holds. None when any will do.</summary>
    public string? Error { get; init; }
}
