namespace Weir.Engine.Warehouses;

/// <summary>Rows for one table, which a backend pulls on its own threads.</summary>
internal interface IRowSource
{
    /// <summary>The table that the rows are for, and its columns in the order in which readers write them.</summary>
    TableShape Shape { get; }

    /// <summary>How many readers can share the work usefully.</summary>
    int MaxReaders { get; }

    /// <summary>Opens a reader. All readers together give every row once, in no order.</summary>
    IRowReader OpenReader();
}
