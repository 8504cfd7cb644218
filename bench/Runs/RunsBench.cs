using System.Globalization;

using Weir.Bench.Events;
using Weir.Bench.Growth;
using Weir.Bench.Measuring;

namespace Weir.Bench.Runs;

/// <summary>Durable runs of steps that do nothing, and timers.</summary>
internal static class RunsBench
{
    private const string Empty = "Weir, an empty system";
    private const string Grown = "Weir, with a past";
    private const string Celery = "Celery on RabbitMQ, persistent, acknowledged late, two workers";
    private const double Floor = 5_000;
    private const double Growth = 1.2;
    private const double WorstFiring = 200;
    private const double Listing = 300;

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var (runs, past, timers) = options.Quick ? (2_000, 50_000, 5_000) : (10_000, 1_000_000, 100_000);
        Progress.Say(string.Create(CultureInfo.InvariantCulture, $"  making a past of {past:N0} runs"));
        var old = workspace.FreshFolder();
        await WeirRuns.MakePastAsync(old, past);

        var turns = new Interleaved(workspace, options, "runs/s");
        turns.Add(Empty, folder => WeirRuns.BurstAsync(folder, runs));
        turns.Add(Grown, folder =>
        {
            Past.Copy(old, folder);
            return WeirRuns.BurstAsync(folder, runs);
        });
        var peerRuns = CeleryTasks.IsThere && await Peers.RunsAsync(Peers.Rabbit);
        if (peerRuns)
        {
            turns.Add(Celery, _ => CeleryTasks.RunAsync(runs));
        }

        await turns.RunAsync(options.Quick ? 0 : 1);

        var section = new Section(string.Create(
            CultureInfo.InvariantCulture, $"Runs: bursts of {runs:N0} runs of two steps that do nothing, every transition durable; {past:N0} runs of history"));
        turns.Report(section);
        turns.HoldFloor(section, "runs a second", Empty, Floor);
        turns.HoldRatio(section, "with a past over empty", Grown, Empty, 1 / Growth);
        turns.HoldRatio(section, "over Celery", Empty, Celery, 3);
        if (!peerRuns)
        {
            section.Note("Without Celery, which did not run: `bench/peers.sh start` starts the peers.");
        }

        var listed = await WeirRuns.ListAsync(old);
        var command = await WeirRuns.ListByCommandAsync(old);
        section.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"The newest 100 of {past:N0} runs are listed in {listed:F1} ms; `weir runs`, its start included, takes {command.Median:F0} ms (asked {Listing} ms), at the most {command.Greatest:F0} ms."));

        var (start, errors) = await WeirTimers.RunAsync(workspace.FreshFolder(), timers);
        section.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{timers:N0} waiting timers: ready {start.TotalSeconds:F2} s after the start; {errors.Count:N0} of them fired late by p50 {errors.Median:F0} ms, p99 {errors.Percentile(0.99):F0} ms (asked {WorstFiring} ms), at the most {errors.Greatest:F0} ms."));
        return section;
    }
}
