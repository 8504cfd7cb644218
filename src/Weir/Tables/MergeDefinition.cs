namespace Weir.Tables;

/// <summary>How rows of a file find the rows that they replace.</summary>
public sealed record MergeDefinition
{
    /// <summary>Seven days.</summary>
    public static TimeSpan UsualUndoFor { get; } = TimeSpan.FromDays(7);

    /// <summary>The most rows of a load that replaces rows which are kept, when the project does not say that they are.</summary>
    public static long UsualUndoRows => 100_000;

    /// <summary>The columns whose values tell rows apart, at least one. A row that lacks one of them does not fit.</summary>
    public required IReadOnlyList<string> PrimaryKey { get; init; }

    /// <summary>
    /// The columns that say which of several rows of one key is the newest: the one with the greatest values, compared in order;
    /// a missing value is the least. None, or equal values: the row of the file that landed last, and in it the last row.
    /// </summary>
    public IReadOnlyList<string> DedupSort { get; init; } = [];

    /// <summary>
    /// A condition in the warehouse's SQL over the table's columns, such as the name of a column that is a boolean; a row for
    /// which it holds removes the row of its key. None: no row is ever removed.
    /// </summary>
    public string? HardDelete { get; init; }

    /// <summary>How rows that were replaced stay in the table, with the time for which they held. None: they go.</summary>
    public HistoryDefinition? History { get; init; }

    /// <summary>
    /// For how long rows that were replaced are kept, so that the loads that replaced them can be unloaded; zero: not at all. None:
    /// for <see cref="UsualUndoFor"/>, when the load has no more than <see cref="UsualUndoRows"/>: to keep what large ones replace
    /// costs them a fourth of their rate. Of a history everything is kept for ever.
    /// </summary>
    public TimeSpan? UndoFor { get; init; }
}
