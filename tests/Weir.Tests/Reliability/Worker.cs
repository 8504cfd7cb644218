using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

using Weir.Datasets;
using Weir.Engine.Hosting;
using Weir.Failures;
using Weir.Runs;
using Weir.Tests.Flow;

namespace Weir.Tests.Reliability;

/// <summary>The process that is killed: it runs the project in a folder, takes orders on its input, and answers each when it is done.</summary>
/// <remarks>
/// <c>put ID NAME BASE64 …</c> lands files in one batch, <c>dataset ID ROOT FROM …</c> publishes a dataset, <c>unload ID LOAD</c> takes a
/// load out, <c>compact ID TABLE</c> merges the small files of a table, <c>approve ID STEP</c> lets all runs that wait go on, <c>idle ID</c> waits until nothing waits. The answer is <c>ok ID</c>
/// or <c>no ID REASON</c>. The end of the input is the order to stop. With the second argument <c>deadly</c> it dies of
/// every object whose key says <c>poison</c>.
/// </remarks>
internal static class Worker
{
    public static async Task<int> RunAsync(string[] args)
    {
        var world = await World.OpenAsync(args[0], change: args is [_, "deadly"] ? Deadly : null);
        Say("ready");
        var orders = new ConcurrentDictionary<string, Task>();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            orders[words[1]] = Task.Run(() => ObeyAsync(world, words));
        }

        await Task.WhenAll(orders.Values);
        await world.DisposeAsync();
        return 0;
    }

    private static Ports Deadly(Ports ports) => ports with
    {
        Objects = new WatchedObjects(ports.Objects, (version, content) =>
        {
            if (version.Name.Key.Contains("poison", StringComparison.Ordinal))
            {
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
            }

            return content;
        }),
    };

    private static async Task ObeyAsync(World world, string[] words)
    {
        try
        {
            switch (words[0])
            {
                case "put":
                    await world.PutAsync([.. words[2..].Chunk(2).Select(pair => (pair[0], Convert.FromBase64String(pair[1])))]);
                    break;
                case "dataset":
                    await world.PublishAsync(DatasetRoot.Parse(words[2]), words[3..]);
                    break;
                case "compact":
                    await world.CompactAsync(words[2]);
                    break;
                case "unload":
                    await UnloadAsync(world, long.Parse(words[2], CultureInfo.InvariantCulture));
                    break;
                case "approve":
                    await ApproveAsync(world, words[2]);
                    break;
                case "idle":
                    await world.WhenIdleAsync();
                    break;
            }

            Say($"ok {words[1]}");
        }
        catch (Exception error)
        {
            Say($"no {words[1]} {error}".ReplaceLineEndings(" "));
        }
    }

    private static async Task ApproveAsync(World world, string step)
    {
        var waiting = await world.Environment.Runs.ListWaitingAsync(default);
        await world.Environment.Signals.SendAsync(
            [.. waiting.Select(run => new RunSignal { RunId = run.Id, Kind = RunSignalKind.Approve, Step = step, Time = DateTimeOffset.UtcNow })], default);
    }

    /// <summary>A load that cannot be unloaded stays.</summary>
    private static async Task UnloadAsync(World world, long load)
    {
        try
        {
            await world.UnloadAsync(load);
        }
        catch (RefusedException)
        {
        }
    }

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
