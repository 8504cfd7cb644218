using System.Diagnostics;
using System.Globalization;

using Weir.Bench.Measuring;
using Weir.Bench.Small;

namespace Weir.Bench.Landing;

/// <summary>Small contents made durable.</summary>
internal static class LandingBench
{
    private const string Bare = "bare loop: create, write, fsync, rename";
    private const string BareBeside = "16 bare loops beside each other";
    private const string Batches = "Weir, batches of 1,000";
    private const string Singles = "Weir, single puts by 16 callers";
    private const string OneCaller = "Weir, single puts by one caller";
    private const int Callers = 16;

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var count = options.Quick ? 2_000 : 10_000;
        var contents = Enumerable.Range(0, count).Select(Content).ToArray();

        var turns = new Interleaved(workspace, options, "files/s");
        turns.Add(Bare, folder => RateAsync(count, () => BareLoop.WriteAsync(folder, contents, 1)));
        turns.Add(Batches, folder => WeirLanding.BatchesAsync(folder, contents, 1_000));
        turns.Add(Singles, folder => WeirLanding.SinglesAsync(folder, contents, Callers));
        turns.Add(OneCaller, folder => WeirLanding.SinglesAsync(folder, contents, 1));
        turns.Add(BareBeside, folder => RateAsync(count, () => BareLoop.WriteAsync(folder, contents, Callers)));
        await turns.RunAsync();

        var section = new Section(string.Create(
            CultureInfo.InvariantCulture, $"Landing: {count:N0} files of {contents.Average(content => content.Length):N0} bytes, durable"));
        turns.Report(section);
        turns.HoldRatio(section, "batches over the bare loop", Batches, Bare, 0.8);
        turns.HoldRatio(section, "single puts by 16 callers over the bare loop", Singles, Bare, 0.8);
        return section;
    }

    private static byte[] Content(int order)
    {
        using var content = new MemoryStream();
        OrderFiles.Write(content, order);
        return content.ToArray();
    }

    private static async Task<double> RateAsync(int count, Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return count / watch.Elapsed.TotalSeconds;
    }
}
