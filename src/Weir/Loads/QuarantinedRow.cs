namespace Weir.Loads;

/// <summary>A row that did not fit its table: a row of <c>weir.quarantine</c>.</summary>
/// <param name="LoadId">The load of its file.</param>
/// <param name="Line">The line in the file on which the row starts, counted from one; none where a file has no lines.</param>
/// <param name="RowIndex">The row's place among the file's rows, counted from zero.</param>
/// <param name="Column">The column that did not fit; none when the row could not be read at all.</param>
/// <param name="Code">The failure's code, such as <c>WEIR6101</c>.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Raw">The row as it stands in the file, cut at 64 KiB.</param>
public sealed record QuarantinedRow(
    long LoadId, long? Line, long? RowIndex, string? Column, string Code, string Reason, string Raw);
