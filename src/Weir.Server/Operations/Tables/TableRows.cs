using System.Text.Json;

namespace Weir.Server.Operations.Tables;

/// <summary>Some rows of a table.</summary>
/// <param name="Columns">The columns, in order.</param>
/// <param name="Items">The rows, each a JSON array of its values in the order of the columns.</param>
/// <param name="Next">What to ask with for those that follow; none after the last, and for what has no order.</param>
internal sealed record TableRows(IReadOnlyList<QueryColumn> Columns, IReadOnlyList<JsonElement> Items, string? Next);
