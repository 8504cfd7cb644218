namespace Weir.Server.Operations;

/// <summary>The answer to a query: columns at once, rows as they come. Disposing it ends the query.</summary>
/// <param name="columns">The columns, in order.</param>
/// <param name="rows">
/// The rows, each a JSON array of its values in UTF-8: numbers exact, times in ISO 8601, nested values nested. A row's bytes
/// are valid until the next one is asked for.
/// </param>
/// <param name="owner">What is behind the rows.</param>
internal sealed class QueryAnswer(
    IReadOnlyList<QueryColumn> columns, IAsyncEnumerable<ReadOnlyMemory<byte>> rows, IAsyncDisposable owner) : IAsyncDisposable
{
    public IReadOnlyList<QueryColumn> Columns => columns;

    public IAsyncEnumerable<ReadOnlyMemory<byte>> Rows => rows;

    /// <summary>Whether rows were left out at the end, because there are more than were asked for. Known after the last row.</summary>
    public bool IsCut { get; set; }

    public ValueTask DisposeAsync() => owner.DisposeAsync();
}
