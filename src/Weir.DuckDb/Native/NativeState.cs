namespace Weir.DuckDb.Native;

/// <summary>How a call of the C API ended: <c>duckdb_state</c>.</summary>
internal enum NativeState
{
    Success = 0,
    Error = 1,
}
