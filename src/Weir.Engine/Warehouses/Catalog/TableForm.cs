namespace Weir.Engine.Warehouses.Catalog;

/// <summary>What a table is.</summary>
internal enum TableForm
{
    /// <summary>It is not there: nothing was published yet.</summary>
    None,

    /// <summary>A table of the warehouse.</summary>
    Table,

    /// <summary>A table whose rows are Parquet files in a bucket.</summary>
    Parquet,

    /// <summary>A view that somebody made.</summary>
    View,
}
