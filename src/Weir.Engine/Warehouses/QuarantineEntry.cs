using Weir.Loads;

namespace Weir.Engine.Warehouses;

/// <summary>A refused row, with what it was refused by and where it came from.</summary>
/// <param name="Table">The table that the row was for.</param>
/// <param name="File">The file it came from, as <c>bucket/key</c>.</param>
/// <param name="Row">The row, and why it does not fit.</param>
/// <param name="QuarantinedAt">When its load was published, in UTC.</param>
internal sealed record QuarantineEntry(string Table, string File, QuarantinedRow Row, DateTimeOffset QuarantinedAt);
