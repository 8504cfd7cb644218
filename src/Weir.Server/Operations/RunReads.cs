using Weir.Engine.Deliveries;
using Weir.Engine.Runs;
using Weir.Project.Graphs;
using Weir.Projects;
using Weir.Runs;
using Weir.Server.Api.Calls;

namespace Weir.Server.Operations;

/// <summary>Looks at the runs of an environment that is open in this process.</summary>
/// <param name="project">The project.</param>
/// <param name="search">Looks through the runs of which an attempt has ended.</param>
/// <param name="counts">Counts what waits.</param>
/// <param name="running">The runs that go on.</param>
internal sealed class RunReads(ProjectDefinition project, IRunSearch search, IFlowCounts counts, RunningRuns running) : IRunReads
{
    private readonly ProjectGraph _graph = GraphReader.Of(project).WithoutSteps();

    public async Task<Page<ListedRun>> ListAsync(RunFilter filter, string? after, int limit, CancellationToken cancellationToken)
    {
        var query = new RunQuery
        {
            Pipeline = filter.Pipeline,
            State = filter.State is { } named ? StateOf(named) : null,
            Since = filter.Since,
            Until = filter.Until,
            Text = filter.Text is { Length: > 0 } text ? text : null,
            Tenants = filter.Tenants,
            After = Cursors.Pair(after) is var (startedAt, number) ? new RunMark(startedAt, number) : null,
            Limit = limit,
        };

        // Taken before the others are read: one that ends in between is still here, and not there twice.
        var all = running.All;
        var underWay = all
            .Where(run => query.Fits(run) && (query.Text is null || RunQuery.Holds(run, query.Text)))
            .Select(run => (Mark: new RunMark(run.StartedAt.UtcTicks, long.MaxValue), Run: run))
            .Where(run => query.After is not { } from || run.Mark.CompareTo(from) > 0);
        var ended = query.State == RunState.Running ? new RunPage([], null) : await search.SearchAsync(query, cancellationToken);
        var begun = all.ToDictionary(run => run.Id, run => run.StartedAt);

        // What is recorded of a run that goes on again is older than that; what is newer is how it ended just now.
        var recorded = ended.Runs.Where(run => !begun.TryGetValue(run.Run.Id, out var since) || run.Run.FinishedAt >= since).ToList();
        var over = recorded.Select(run => run.Run.Id).ToHashSet();
        var merged = underWay
            .Where(run => !over.Contains(run.Run.Id) && (ended.Next is not { } next || run.Mark.CompareTo(next) <= 0))
            .Concat(recorded)
            .OrderBy(run => run.Mark)
            .ToList();
        var page = merged.Take(limit).ToList();
        var end = merged.Count > limit ? page[^1].Mark : ended.Next;
        return new Page<ListedRun>([.. page.Select(run => ListedRun.Of(run.Run))], end is { } mark ? Cursors.Of(mark.StartedAt, mark.Number) : null);
    }

    public async Task<ListedFlow> FlowAsync(CancellationToken cancellationToken)
    {
        var open = (await counts.CountAsync(cancellationToken)).ToDictionary(count => $"{count.Subscriber.Noun}:{count.Subscriber.Name}", StringComparer.Ordinal);
        var underWay = running.All.CountBy(run => run.Pipeline, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return new ListedFlow(
            project.Name,
            [
                .. _graph.Nodes.Select(node =>
                {
                    var runs = node.Kind == NodeKind.Pipeline ? underWay.GetValueOrDefault(node.Name) : 0;
                    var count = open.GetValueOrDefault(node.Id);
                    return new ListedFlowNode(node.Id, KindWords.Of(node.Kind), node.Name, Math.Max(0, (count?.Open ?? 0) - runs), runs, count?.Dead ?? 0);
                }),
            ],
            [.. _graph.Edges.Select(edge => new ListedFlowEdge(edge.From, edge.To, edge.Label))]);
    }

    private static RunState StateOf(string name) => RunFilter.States.Contains(name)
        ? Enum.Parse<RunState>(name, ignoreCase: true)
        : throw Wrong.Parameter($"There is no state '{name}'.", $"Choose from {string.Join(", ", RunFilter.States)}.");
}
