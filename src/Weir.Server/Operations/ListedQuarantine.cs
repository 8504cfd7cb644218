using Weir.Engine.Warehouses;

namespace Weir.Server.Operations;

/// <summary>A refused row, as listings print it.</summary>
/// <param name="LoadId">The load that refused it.</param>
/// <param name="Table">The table.</param>
/// <param name="File">The file that it is in, as <c>bucket/key</c>.</param>
/// <param name="Line">The line on which it begins; none where there are no lines.</param>
/// <param name="RowIndex">Which row of the file it is, from 0; none where that is not known.</param>
/// <param name="Column">The column that does not fit; none when it is not about one.</param>
/// <param name="Code">What is wrong, as the reference of errors explains it.</param>
/// <param name="Reason">What is wrong, in words.</param>
/// <param name="Raw">The row as it stands in the file.</param>
/// <param name="QuarantinedAt">When it was refused.</param>
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
