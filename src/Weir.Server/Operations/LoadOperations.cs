using Weir.Engine.Warehouses.Catalog;
using Weir.Failures;
using Weir.Projects;

namespace Weir.Server.Operations;

/// <summary>Looks at what became of files, and at the rows that were refused.</summary>
/// <param name="project">Knows the tables.</param>
/// <param name="catalog">Knows those that are declared no more, and those that stand beside others.</param>
/// <param name="loads">What became of files.</param>
internal sealed class LoadOperations(ProjectDefinition project, ITableCatalog catalog, ILoadPages loads)
{
    public async Task<Page<ListedLoad>> ListAsync(LoadFilter filter, CancellationToken cancellationToken)
    {
        var found = await loads.ListLoadsAsync(filter with { Limit = filter.Limit + 1 }, cancellationToken);
        await CheckAsync(filter.Table, found.Count, cancellationToken);
        return Page<ListedLoad>.Of(found, filter.Limit, ListedLoad.Of, load => Cursors.Of(load.LoadId));
    }

    public async Task<Page<ListedQuarantine>> ListQuarantineAsync(string? table, long? load, int limit, string? after, CancellationToken cancellationToken)
    {
        var filter = new QuarantineFilter { Table = table, Load = load, After = Cursors.Pair(after), Limit = limit + 1 };
        var found = await loads.ListQuarantineAsync(filter, cancellationToken);
        await CheckAsync(table, found.Count, cancellationToken);
        return Page<ListedQuarantine>.Of(found, limit, row => ListedQuarantine.Of(row.Entry), row => Cursors.Of(row.Entry.Row.LoadId, row.Place));
    }

    /// <summary>A table of which nothing fits is there all the same when it is declared, stands in the warehouse, or was loaded ever.</summary>
    /// <exception cref="RefusedException">WEIR7011: there is no such table and never was.</exception>
    private async Task CheckAsync(string? table, int found, CancellationToken cancellationToken)
    {
        if (table is not null && found == 0 && !project.Tables.Keys.Contains(table, StringComparer.OrdinalIgnoreCase)
            && await catalog.DescribeTableAsync(table, cancellationToken) is null
            && await loads.ListLoadsAsync(new LoadFilter { Table = table, Limit = 1 }, cancellationToken) is [])
        {
            throw new RefusedException(Missing.Table(table, project.Tables.Keys));
        }
    }
}
