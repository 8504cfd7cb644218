using Weir.DuckDb.Sessions;

namespace Weir.DuckDb.HostTables;

/// <summary>A registered host table, and where its failures are told and its scans stopped.</summary>
internal sealed record HostTableEntry(HostTable Table, ScanControl Control);
