using Weir.Server.Operations;

namespace Weir.Server.Api;

/// <summary>
/// The lines of a query's answer that are not rows: the first tells the columns, the last that every row has been sent, or
/// what stopped them. An answer without a last line was cut off.
/// </summary>
/// <param name="Columns">The columns, on the first line.</param>
/// <param name="Complete">True on the last line of an answer that was not cut off.</param>
/// <param name="Truncated">True on the last line when there are more rows than were asked for.</param>
/// <param name="Problem">What stopped the rows, on the last line.</param>
internal sealed record QueryLine(IReadOnlyList<QueryColumn>? Columns = null, bool Complete = false, bool Truncated = false, Problem? Problem = null);
