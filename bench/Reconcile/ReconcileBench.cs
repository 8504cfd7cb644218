using System.Diagnostics;
using System.Globalization;

using Weir.Bench.Measuring;
using Weir.Bench.Running;
using Weir.Local.Reconciliations;
using Weir.Reconciliations;

namespace Weir.Bench.Reconcile;

/// <summary>Two large tables that differ in a hundred rows.</summary>
/// <remarks>
/// Everybody reads the same tables of the same open warehouse. Beside Weir stand, by hand: the hash aggregation of both sides in as
/// many groups as Weir makes, which tells in which groups something differs and not what; and the full outer join on the key that
/// compares all columns, which tells what differs. A sum of all hashes without groups tells only that something does.
/// </remarks>
internal static class ReconcileBench
{
    private const double OverAggregation = 1.5;
    private const double OverJoin = 0.3;

    private const string BySum = "DuckDB, sums of hashes of both sides";
    private const string ByAggregation = "DuckDB, hash aggregation of both sides, 16,384 groups";
    private const string ByJoin = "DuckDB, full outer join that compares all columns";
    private const string ByWeir = "Weir, weir reconcile, to committed records";

    private static readonly ReconciliationDefinition Definition = new()
    {
        Name = "orders",
        Source = new ReconciliationSide("source", IsQuery: false),
        Target = new ReconciliationSide("target", IsQuery: false),
        Key = ["order_id"],
        Compare = [new("customer"), new("country"), new("amount"), new("quantity"), new("ordered_at"), new("paid")],
    };

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var rows = options.Quick ? 1_000_000L : 10_000_000L;
        var section = new Section(string.Create(
            CultureInfo.InvariantCulture,
            $"Reconciliation: two tables of {rows:N0} rows, a bigint key and six columns, that differ in {ReconciledTables.Differing} rows"));
        foreach (var isShuffled in (bool[])[false, true])
        {
            await CompareAsync(section, rows, isShuffled, options, workspace);
        }

        return section;
    }

    private static async Task CompareAsync(Section section, long rows, bool isShuffled, BenchOptions options, Workspace workspace)
    {
        using var tables = new ReconciledTables(workspace.FreshFolder(), rows, isShuffled);
        var order = isShuffled ? "target in any order" : "both in the order of their keys";
        string Of(string contestant) => $"{contestant}; {order}";

        var turns = new Interleaved(workspace, options, "comparisons/s");
        turns.Add(Of(BySum), _ => Task.FromResult(1 / Seconds(tables.Sum)));
        turns.Add(Of(ByAggregation), _ => Task.FromResult(1 / Seconds(tables.Aggregate)));
        turns.Add(Of(ByJoin), _ => Task.FromResult(1 / Seconds(tables.Join)));
        turns.Add(Of(ByWeir), async _ => 1 / await WeirSecondsAsync(tables));
        await turns.RunAsync(warmUps: 1);

        turns.Report(section);
        turns.HoldRatio(section, $"over the hash aggregation; {order}", Of(ByWeir), Of(ByAggregation), 1 / OverAggregation);
        turns.HoldRatio(section, $"over the full outer join; {order}", Of(ByWeir), Of(ByJoin), 1 / OverJoin);
    }

    private static double Seconds(Action compare)
    {
        var watch = Stopwatch.StartNew();
        compare();
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> WeirSecondsAsync(ReconciledTables tables)
    {
        var watch = Stopwatch.StartNew();
        var record = await new DuckDbReconciler(tables.Store, new NothingOutside(), _ => "", TimeProvider.System).ReconcileAsync(Definition, full: false, default);
        var took = watch.Elapsed;
        ReconciledTables.Expect(record.Counts.Values.Sum());
        return took.TotalSeconds;
    }
}
