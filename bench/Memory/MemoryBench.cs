using System.Globalization;

using Weir.Bench.Large;
using Weir.Bench.Measuring;
using Weir.Bench.Pages;
using Weir.Bench.Running;

namespace Weir.Bench.Memory;

/// <summary>What <c>weir up</c> holds of the machine, alone in its process.</summary>
internal static class MemoryBench
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var size = options.Quick ? 200_000_000L : 1_000_000_000L;
        var (ready, idle, watched, loading) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 1; round <= options.Runs; round++)
        {
            var (readyMs, idleMegabytes, watchedMegabytes, most) = await LoadAsync(workspace, size);
            ready.Add(readyMs);
            idle.Add(idleMegabytes);
            watched.Add(watchedMegabytes);
            loading.Add(most);
            Progress.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"  round {round}/{options.Runs}  ready in {readyMs:F0} ms, idle {idleMegabytes:F0} MB, with a page open {watchedMegabytes:F0} MB, at most {most:F0} MB"));
        }

        var section = new Section(string.Create(
            CultureInfo.InvariantCulture, $"Memory of `weir up`, and of its load of {size / 1e9:0.#} GB newline-delimited JSON"));
        section.Hold(Goal.Ceiling("ready", ready, 1_000, "ms"));
        section.Hold(Goal.Ceiling("resident when idle", idle, 110, "MB"));
        section.Hold(Goal.Ceiling("resident when idle, with a page open", watched, 150, "MB"));
        section.Hold(Goal.Ceiling("resident at the most, while it loads", loading, 600, "MB"));
        if (!options.Quick)
        {
            var (_, _, _, most) = await LoadAsync(workspace, size * 10);
            section.Hold(Goal.Ceiling("the same, ten times the size", [most], 600, "MB"));
        }

        return section;
    }

    private static async Task<(double Ready, double Idle, double Watched, double Most)> LoadAsync(Workspace workspace, long bytes)
    {
        var input = workspace.Input(
            string.Create(CultureInfo.InvariantCulture, $"measurements-{bytes}.ndjson"), path => MeasurementLines.Write(path, bytes));
        var folder = workspace.FreshFolder();
        BenchProject.Make(folder, WeirLarge.Yaml);
        Disk.WriteBack();
        await using var up = await WeirProcess.UpAsync(folder);
        await Task.Delay(Settling, TimeProvider.System);
        var idle = up.ResidentNow;
        var watched = await WatchedAsync(folder, up);
        await WeirProcess.RunAsync(folder, "put", input, "raw/measurements/");
        await up.UntilAsync("loaded");
        return (up.Ready.TotalMilliseconds, idle, watched, up.ResidentAtMost);
    }

    /// <summary>What it holds while somebody has the dashboard's first page open.</summary>
    private static async Task<double> WatchedAsync(string folder, WeirProcess up)
    {
        using var http = WebDoor.Open(folder);
        await using var viewer = await PageViewer.OpenAsync(http, "");
        await Task.Delay(Settling, TimeProvider.System);
        return up.ResidentNow;
    }
}
