using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>Load records and quarantined rows as rows of the system tables.</summary>
internal static class LedgerRows
{
    public static IRowSource History(IReadOnlyList<LoadRecord> records) =>
        new RecordRows<LoadRecord>(SystemTables.LoadHistory, records, static (rows, row, record) =>
        {
            rows.SetInt64(0, row, record.LoadId);
            rows.SetText(1, row, record.Table);
            rows.SetText(2, row, record.File.Name.ToString());
            rows.SetText(3, row, record.File.ETag);
            rows.SetInt64(4, row, record.File.Size);
            rows.SetInt64(5, row, record.File.Version);
            rows.SetText(6, row, LoadStatusNames.Of(record.Status));
            rows.SetInt64(7, row, record.RowsParsed);
            rows.SetInt64(8, row, record.RowsLoaded);
            rows.SetInt64(9, row, record.RowsQuarantined);
            rows.SetText(10, row, record.FirstError);
            rows.SetText(11, row, record.RunId?.ToString());
            rows.SetText(12, row, record.ProjectRevision);
            rows.SetInstant(13, row, record.File.LandedAt);
            rows.SetInstant(14, row, record.LoadedAt);
            rows.SetText(15, row, record.Note);
        });

    /// <summary>
    /// What the ledger knows a file by from now on: its content when rows of it stand in the table, else its version; its version
    /// also when its rows are merged.
    /// </summary>
    public static IRowSource Files(IReadOnlyList<LoadRecord> records, bool areMerged) =>
        new RecordRows<LoadRecord>(SystemTables.LoadedFiles, records, (rows, row, record) =>
        {
            rows.SetUuid(0, row, areMerged || record.Status is LoadStatus.LoadFailed or LoadStatus.Superseded
                ? FileIdentity.OfVersion(record.Table, record.File)
                : FileIdentity.OfContent(record.Table, record.File));
            rows.SetInt64(1, row, record.LoadId);
        });

    public static IRowSource Schema(IReadOnlyList<SchemaChange> changes) =>
        new RecordRows<SchemaChange>(SystemTables.SchemaHistory, changes, static (rows, row, change) =>
        {
            rows.SetInt64(0, row, change.LoadId);
            rows.SetText(1, row, change.Table);
            rows.SetText(2, row, SchemaChangeNames.Of(change.Kind));
            rows.SetText(3, row, change.Column);
            rows.SetText(4, row, change.OldValue);
            rows.SetText(5, row, change.NewValue);
            rows.SetText(6, row, change.File.ToString());
            rows.SetInstant(7, row, change.ChangedAt);
        });

    public static IRowSource Quarantine(
        IReadOnlyList<LoadRecord> records, IEnumerable<QuarantinedRow> quarantined, DateTimeOffset now)
    {
        var recordsById = records.ToDictionary(r => r.LoadId);
        return new RecordRows<QuarantinedRow>(SystemTables.Quarantine, quarantined, (rows, row, refused) =>
        {
            var record = recordsById[refused.LoadId];
            rows.SetInt64(0, row, refused.LoadId);
            rows.SetText(1, row, record.Table);
            rows.SetText(2, row, record.File.Name.ToString());
            rows.SetInt64(3, row, refused.Line);
            rows.SetInt64(4, row, refused.RowIndex);
            rows.SetText(5, row, refused.Column);
            rows.SetText(6, row, refused.Code);
            rows.SetText(7, row, refused.Reason);
            rows.SetText(8, row, refused.Raw);
            rows.SetInstant(9, row, now);
        });
    }
}
