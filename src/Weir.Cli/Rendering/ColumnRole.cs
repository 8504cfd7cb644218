namespace Weir.Cli.Rendering;

/// <summary>How a column is shown where somebody watches and the line is not long enough for all.</summary>
internal enum ColumnRole
{
    /// <summary>It stays whole.</summary>
    Whole,

    /// <summary>It gives way, in its middle: a name, whose beginning and end tell most.</summary>
    Yields,

    /// <summary>It stands under the other cells of its row, over as many lines as it takes: a sentence.</summary>
    Note,
}
