namespace Weir.Tables;

/// <summary>How a table keeps what its rows were before: each row with the time for which it held.</summary>
public sealed record HistoryDefinition
{
    /// <summary>The column that says since when a row holds. <c>valid_from</c> by default.</summary>
    public string ValidFrom { get; init; } = "valid_from";

    /// <summary>The column that says until when it did; no value in a row that holds still. <c>valid_to</c> by default.</summary>
    public string ValidTo { get; init; } = "valid_to";

    /// <summary>
    /// The column of a row whose value is the time since when it holds: the first of those that rows are sorted by. None: a row
    /// holds since its file landed.
    /// </summary>
    public string? TimeColumn { get; init; }

    /// <summary>Whether every file has all rows there are: a row whose key a file lacks holds until that file landed. False by default.</summary>
    public bool ClosesMissing { get; init; }
}
