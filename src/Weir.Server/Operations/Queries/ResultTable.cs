using System.Text.Json;

namespace Weir.Server.Operations.Queries;

/// <summary>A query's answer as a page shows it.</summary>
/// <param name="Columns">The columns, in order.</param>
/// <param name="Rows">The rows, each a JSON array of its values.</param>
/// <param name="IsCut">Whether there are more.</param>
internal sealed record ResultTable(IReadOnlyList<QueryColumn> Columns, IReadOnlyList<JsonElement> Rows, bool IsCut)
{
    /// <summary>Reads an answer whole, and ends it.</summary>
    public static async Task<ResultTable> ReadAsync(QueryAnswer answer, CancellationToken cancellationToken)
    {
        await using var whole = answer;
        var rows = new List<JsonElement>();
        await foreach (var row in answer.Rows.WithCancellation(cancellationToken))
        {
            using var parsed = JsonDocument.Parse(row);
            rows.Add(parsed.RootElement.Clone());
        }

        return new ResultTable(answer.Columns, rows, answer.IsCut);
    }
}
