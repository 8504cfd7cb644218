using System.Globalization;

using Weir.Bench.Latency;
using Weir.Bench.Measuring;
using Weir.Bench.Running;
using Weir.Bench.Small;

namespace Weir.Bench.Growth;

/// <summary>Whether a long past makes the present slower.</summary>
internal static class GrowthBench
{
    private const string Empty = "Weir, an empty system";
    private const string Grown = "Weir, with a past";
    private const int PerSecond = 10;
    private const double Bound = 1.2;

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var files = options.Quick ? 2_000 : 10_000;
        var (events, loads) = options.Quick ? (100_000, 20_000) : (1_000_000, 200_000);
        var input = workspace.Input(
            string.Create(CultureInfo.InvariantCulture, $"orders-{files}"), folder => OrderFiles.Write(folder, files));

        Progress.Say(string.Create(CultureInfo.InvariantCulture, $"  making a past of {events:N0} events and {loads:N0} loads"));
        var past = workspace.FreshFolder();
        await Past.MakeAsync(past, BenchProject.Make(past, WeirSmall.Yaml), events, loads);

        var turns = new Interleaved(workspace, options, "files/s");
        turns.Add(Empty, folder => WeirSmall.RunAsync(folder, input, files));
        turns.Add(Grown, folder =>
        {
            Past.Copy(past, folder);
            return WeirSmall.RunAsync(folder, input, files);
        });
        await turns.RunAsync();

        var section = new Section(string.Create(
            CultureInfo.InvariantCulture, $"Growth: {events:N0} events and {loads:N0} loads of history"));
        turns.Report(section);
        turns.HoldRatio(section, "small files, with a past over empty", Grown, Empty, 1 / Bound);
        await HoldLatencyAsync(section, options, workspace, past);
        return section;
    }

    private static async Task HoldLatencyAsync(Section section, BenchOptions options, Workspace workspace, string past)
    {
        var timed = PerSecond * (options.Quick ? 3 : 10);
        var (empty, grown) = (new List<Samples>(), new List<Samples>());
        for (var round = 1; round <= options.Runs; round++)
        {
            var fresh = workspace.FreshFolder();
            empty.Add(await LatencyProbe.ToRowsAsync(fresh, BenchProject.Make(fresh, WeirSmall.Yaml), PerSecond, timed));
            var old = workspace.FreshFolder();
            Past.Copy(past, old);
            grown.Add(await LatencyProbe.ToRowsAsync(old, BenchProject.Make(old, WeirSmall.Yaml), PerSecond, timed));
            Progress.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"  round {round}/{options.Runs}  to the committed row, p50: empty {empty[^1].Median:F2} ms, with a past {grown[^1].Median:F2} ms"));
        }

        section.Hold(new Goal(
            "latency to the committed row, p50, with a past over empty",
            Samples.Ratios([.. grown.Select(g => g.Median)], [.. empty.Select(e => e.Median)]), Bound, false, "×"));
        section.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"Latency to the committed row at {PerSecond} files a second, p50: {Of(empty)} ms empty, {Of(grown)} ms with a past."));
    }

    private static string Of(List<Samples> rounds) => Figures.Text(new Samples([.. rounds.Select(r => r.Median)]).Median);
}
