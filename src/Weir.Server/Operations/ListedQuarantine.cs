using Weir.Engine.Warehouses;

namespace Weir.Server.Operations;

/// <summary>A refused row, as listings print it.</summary>
internal sealed record ListedQuarantine(
    long LoadId,
    string Table,
    string File,
    long? Line,
    long? RowIndex,
    string? Column,
    string Code,
    string Reason,
    string Raw,
    DateTimeOffset QuarantinedAt)
{
    public static ListedQuarantine Of(QuarantineEntry entry) => new(
        entry.Row.LoadId,
        entry.Table,
        entry.File,
        entry.Row.Line,
        entry.Row.RowIndex,
        entry.Row.Column,
        entry.Row.Code,
        entry.Row.Reason,
        entry.Row.Raw,
        entry.QuarantinedAt);
}
