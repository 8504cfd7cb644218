namespace Weir.Tables;

/// <summary>How a table's schema may change by what files bring.</summary>
/// <param name="Columns">What happens to columns that the table lacks.</param>
/// <param name="Types">What happens to values that do not fit.</param>
public sealed record SchemaContract(ColumnsContract Columns, TypesContract Types)
{
    /// <summary>Of a table that takes the shape of its files.</summary>
    public static SchemaContract Inferred { get; } = new(ColumnsContract.Evolve, TypesContract.Evolve);

    /// <summary>Of a table that declares its columns.</summary>
    public static SchemaContract Declared { get; } = new(ColumnsContract.Discard, TypesContract.Quarantine);
}
