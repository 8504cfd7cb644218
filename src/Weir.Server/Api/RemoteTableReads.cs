using Weir.Engine.Warehouses.Catalog;
using Weir.Server.Operations;
using Weir.Server.Operations.Tables;

namespace Weir.Server.Api;

/// <summary>Looks at the tables of an environment that a running <c>weir up</c> has open.</summary>
/// <param name="client">Makes the calls.</param>
internal sealed class RemoteTableReads(ApiClient client) : ITableReads
{
    public async Task<IReadOnlyList<ListedTable>> ListTablesAsync(CancellationToken cancellationToken) =>
        (await client.GetAsync("tables", DataJson.Default.PageListedTable, cancellationToken)).Items;

    public Task<ShownTable> ShowTableAsync(string table, CancellationToken cancellationToken) =>
        client.GetAsync(PathOf(table), DataJson.Default.ShownTable, cancellationToken);

    public Task<Page<TablePartition>> ListPartitionsAsync(string table, string? after, int limit, CancellationToken cancellationToken) => client.GetAsync(
        ApiClient.Url($"{PathOf(table)}/partitions", ("after", after), ("limit", ApiClient.Text(limit))), DataJson.Default.PageTablePartition, cancellationToken);

    private static string PathOf(string table) => $"tables/{Uri.EscapeDataString(table)}";
}
