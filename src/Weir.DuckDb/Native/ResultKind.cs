namespace Weir.DuckDb.Native;

/// <summary>What a statement gave back: <c>duckdb_result_type</c>.</summary>
internal enum ResultKind
{
    Invalid = 0,
    ChangedRows = 1,
    Nothing = 2,
    Rows = 3,
}
