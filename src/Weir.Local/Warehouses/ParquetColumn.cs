using Weir.DuckDb;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>How a table's column is made from a column of a Parquet file.</summary>
/// <param name="Target">The table's column.</param>
/// <param name="Source">The file's column; none when the file lacks it.</param>
internal sealed record ParquetColumn(ColumnDefinition Target, ParquetSource? Source)
{
    private const string MaxShown = "60";

    /// <summary>The value, cast; null where it does not fit.</summary>
    public string Value => Source is null
        ? $"NULL::{ColumnTypes.SqlOf(Target.Type)}"
        : Same ? Quoted : IsNested ? $"to_json({Quoted})" : $"TRY_CAST({Quoted} AS {ColumnTypes.SqlOf(Target.Type)})";

    /// <summary>When the value does not fit; none when every value does.</summary>
    public string? Misfit
    {
        get
        {
            var missing = Target.Nullable ? null : Source is null ? "true" : $"{Quoted} IS NULL";
            return missing is null ? Uncastable : Uncastable is null ? missing : $"({missing} OR {Uncastable})";
        }
    }

    /// <summary>When there is a value that does not fit the type; none when every value does.</summary>
    public string? Uncastable => Source is null || Same || IsNested
        ? null
        : $"({Quoted} IS NOT NULL AND ({Value} IS NULL{(MayRound ? $" OR {Value} <> {Quoted}" : "")}))";

    /// <summary>Says in SQL why a value does not fit.</summary>
    public string Reason => Source is null
        ? "'a required value is missing'"
        : $"CASE WHEN {Quoted} IS NULL THEN 'a required value is missing' "
            + $"ELSE format('''{{}}'' is not {{}}', left({Quoted}::VARCHAR, {MaxShown}), {DuckDbLiteral.Quote(Target.Type.ToString())}) END";

    private string Quoted => DuckDbIdentifier.Quote(Source!.Name);

    private bool Same => ColumnTypes.SqlOf(Target.Type) == Source!.Type || (Source.Type, Target.Type.Kind) is ("TIMESTAMP WITH TIME ZONE", ColumnKind.TimestampTz);

    private bool IsNested => Target.Type.Kind is ColumnKind.Json or ColumnKind.Varchar
        && (Source!.Type.EndsWith(']') || Source.Type.StartsWith("STRUCT", StringComparison.Ordinal) || Source.Type.StartsWith("MAP", StringComparison.Ordinal));

    // A cast to fewer digits rounds in silence, which a declared type is there to prevent.
    private bool MayRound =>
        (Source!.Type is "FLOAT" or "DOUBLE" || Source.Type.StartsWith("DECIMAL", StringComparison.Ordinal))
        && Target.Type.Kind is ColumnKind.SmallInt or ColumnKind.Integer or ColumnKind.BigInt or ColumnKind.HugeInt or ColumnKind.Decimal;
}
