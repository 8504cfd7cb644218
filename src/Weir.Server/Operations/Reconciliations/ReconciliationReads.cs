using Weir.Engine.Warehouses.Catalog;
using Weir.Failures;
using Weir.Projects;
using Weir.Reconciliations;

namespace Weir.Server.Operations.Reconciliations;

/// <summary>What people see of reconciliations.</summary>
/// <param name="project">The project.</param>
/// <param name="kept">What was found.</param>
internal sealed class ReconciliationReads(ProjectDefinition project, IReconciliationPages kept)
{
    /// <summary>Those that the project declares, and those that were made and are not declared any more.</summary>
    public async Task<IReadOnlyList<ListedReconciliation>> ListAsync(CancellationToken cancellationToken)
    {
        var last = (await kept.LatestReconciliationsAsync(cancellationToken)).ToDictionary(found => found.Name);
        return
        [
            .. project.Reconciliations.Values.Select(definition => Of(definition, last.GetValueOrDefault(definition.Name)))
                .Concat(last.Values.Where(found => !project.Reconciliations.ContainsKey(found.Name))
                    .Select(found => new ListedReconciliation(found.Name, "", "", [], [], null, null, Declared: false, found)))
                .OrderBy(listed => listed.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>One of them.</summary>
    /// <exception cref="RefusedException">WEIR7013: there is none of that name.</exception>
    public async Task<ListedReconciliation> ShowAsync(string name, CancellationToken cancellationToken)
    {
        var last = await kept.ListReconciliationsAsync(name, null, 1, cancellationToken) is [var newest] ? newest : null;
        return project.Reconciliations.GetValueOrDefault(name) is { } definition ? Of(definition, last)
            : last is not null ? new ListedReconciliation(name, "", "", [], [], null, null, Declared: false, last)
            : throw new RefusedException(Missing.Reconciliation(name, project.Reconciliations.Keys));
    }

    /// <summary>What it found each time, the newest first.</summary>
    public async Task<Page<KeptReconciliation>> HistoryAsync(string name, string? after, int limit, CancellationToken cancellationToken)
    {
        var found = await kept.ListReconciliationsAsync(name, Cursors.Number(after), limit + 1, cancellationToken);
        if (found.Count == 0 && !project.Reconciliations.ContainsKey(name))
        {
            // It may have been made once, and the page be beyond the last.
            await ShowAsync(name, cancellationToken);
        }

        return Page<KeptReconciliation>.Of(found, limit, comparison => comparison, last => Cursors.Of(last.Id));
    }

    /// <summary>The keys that differed at one time. They are kept for 30 days.</summary>
    public async Task<Page<ReportedDifference>> DifferencesAsync(long id, string? after, int limit, CancellationToken cancellationToken)
    {
        var skip = Cursors.Number(after) ?? 0;
        var found = await kept.ListDifferencesAsync(id, skip, limit + 1, cancellationToken);
        return Page<ReportedDifference>.Of(found, limit, ReportedDifference.Of, _ => Cursors.Of(skip + limit));
    }

    private static ListedReconciliation Of(ReconciliationDefinition definition, KeptReconciliation? last) => new(
        definition.Name,
        SideOf(definition.Source),
        SideOf(definition.Target),
        definition.Key,
        [.. definition.Compare.Select(column => column.Name)],
        definition.Watermark,
        definition.Schedule?.ToString(),
        Declared: true,
        last);

    private static string SideOf(ReconciliationSide side) => side switch
    {
        { Files: { } files } => string.Join(", ", files.Sources),
        { Connection: { } connection } => $"{connection}: {side.Text}",
        _ => side.Text,
    };
}
