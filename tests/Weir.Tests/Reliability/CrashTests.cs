using System.Globalization;

using Weir.Buckets;
using Weir.Local;

using Xunit.Abstractions;

namespace Weir.Tests.Reliability;

/// <summary>The whole process is killed, over and over, while it lands, copies, moves, unpacks and loads.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static readonly string[] Buckets = ["raw", "curated"];

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1";

    [Fact]
    public async Task Whatever_is_killed_when_every_acknowledged_row_is_there_once()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("WEIR_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        output.WriteLine($"WEIR_SEED={seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("weir-crash-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), Cargo.Yaml);
        var cargo = new Cargo(random);
        var account = new Account();
        var startups = new List<TimeSpan>();
        for (var kill = 0; kill < (IsLong ? 220 : 15); kill++)
        {
            using var worker = WorkerProcess.Start(folder);
            if (random.Next(8) == 0)
            {
                // While it starts.
                await Task.Delay(random.Next(50, 400));
            }
            else
            {
                Assert.True(await worker.ReadyAsync(), "The worker did not start.");
                startups.Add(worker.Startup);
                var open = await WorkAsync(worker, cargo, account, TimeSpan.FromMilliseconds(random.Next(5, 500)));
                await worker.KillAsync();

                // What was said before the end counts.
                await Task.WhenAll(open);
                continue;
            }

            await worker.KillAsync();
        }

        await WorkOffAsync(folder);
        if (await TakeUpAsync(folder))
        {
            await WorkOffAsync(folder);
        }

        startups.Sort();
        output.WriteLine(
            $"{startups.Count} restarts, median {startups[startups.Count / 2].TotalMilliseconds:F0} ms, worst {startups[^1].TotalMilliseconds:F0} ms; "
            + $"{account.CertainRows} rows acknowledged, {account.MaybeRows} not");
        Assert.Empty(account.Differences(await Account.FoundAsync(folder)).Take(20));
        Assert.Empty((await StraysAsync(folder)).Take(20));
        Assert.True(startups[startups.Count / 2] < TimeSpan.FromSeconds(2), $"A restart took {startups[startups.Count / 2]}.");
        Assert.True(startups[^1] < TimeSpan.FromSeconds(6), $"A restart took {startups[^1]}.");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task WorkOffAsync(string folder)
    {
        using var last = WorkerProcess.Start(folder);
        Assert.True(await last.ReadyAsync(), "The worker did not start.");
        await last.WhenIdleAsync();
        await last.StopAsync();
    }

    /// <summary>What was killed ten times while it was alone is a dead letter, as it should be on a machine that slow: it is taken up once more.</summary>
    /// <returns>Whether there was such a one.</returns>
    private static async Task<bool> TakeUpAsync(string folder)
    {
        using var environment = await OpenAsync(folder);
        var lost = (await environment.DeadLetters.ListAsync(1_000, default)).Where(letter => letter.Failure.Code == "WEIR4011").Select(letter => letter.DeliveryId);
        return await environment.DeadLetters.RedriveAsync([.. lost], default) > 0;
    }

    private static Task<LocalEnvironment> OpenAsync(string folder) => LocalEnvironment.OpenAsync(
        folder, "local", [.. Buckets.Select(name => new BucketDefinition { Name = name })], TimeSpan.Zero, TimeProvider.System, default);

    /// <summary>Contents in the buckets that no name finds, once what was replaced is swept.</summary>
    private static async Task<List<string>> StraysAsync(string folder)
    {
        using var environment = await OpenAsync(folder);
        await environment.SweepAsync(default);
        var files = new HashSet<string>();
        foreach (var name in Buckets)
        {
            var bucket = Path.Combine(environment.Folder, "buckets", name);
            files.UnionWith(Directory.Exists(bucket) ? Directory.EnumerateFiles(bucket, "*", SearchOption.AllDirectories) : []);
            files.ExceptWith((await environment.Objects.ListAsync(name, "", null, int.MaxValue, default)).Select(environment.PathOf));
        }

        return [.. files];
    }

    /// <summary>Four producers put files, one order after the other, until the time is up.</summary>
    /// <returns>The orders that are under way still.</returns>
    private static async Task<Task[]> WorkAsync(WorkerProcess worker, Cargo cargo, Account account, TimeSpan time)
    {
        using var over = new CancellationTokenSource(time);
        var end = Task.Delay(Timeout.Infinite, over.Token);
        return await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var order = Task.CompletedTask;
            while (!end.IsCompleted)
            {
                order = PutAsync(worker, cargo.Next(), account);
                await Task.WhenAny(order, end);
            }

            return order;
        }));
    }

    private static async Task PutAsync(
        WorkerProcess worker, IReadOnlyList<(string Name, byte[] Content, Target[] Targets)> files, Account account)
    {
        var targets = files.SelectMany(f => f.Targets).ToList();

        // Before the order, for the answer may never come.
        account.Book(targets, acknowledged: false);
        if (await worker.PutAsync(files.Select(f => (f.Name, f.Content))))
        {
            account.Book(targets, acknowledged: true);
        }
    }
}
