using System.Diagnostics;

using Weir.DuckDb;
using Weir.Failures;
using Weir.Local.Warehouses;
using Weir.Tests.Flow;

namespace Weir.Tests.Reliability;

/// <summary>The disk is full: nothing is acknowledged that is not kept, and work goes on by itself when there is room again.</summary>
public sealed class FullDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [SmallDiskFact]
    public async Task A_put_on_a_full_disk_fails_and_the_next_works_when_there_is_room()
    {
        using var disk = SmallDisk.Mount();
        await using (var world = await World.StartAsync(Cargo.Yaml, disk.Folder))
        {
            await world.PutAsync("raw/orders/1.json", """{"put":1,"lines":[{"n":0}]}""");
            await world.WhenIdleAsync();
            disk.Fill();

            var refused = await Assert.ThrowsAsync<UnavailableException>(
                () => world.PutAsync("raw/orders/2.json", """{"put":2,"lines":[{"n":0}]}"""));
            disk.Free();
            await world.PutAsync("raw/orders/3.json", """{"put":3,"lines":[{"n":0}]}""");
            await world.WhenIdleAsync();

            Assert.True(refused.Failure.Code is "WEIR3003" or "WEIR4003", refused.Failure.Code);
            Assert.Equal(["1", "3"], await world.QueryAsync("SELECT put FROM lines ORDER BY put"));
        }
    }

    /// <summary>The folder of the bucket has room, the state file has none.</summary>
    [SmallDiskFact]
    public async Task An_event_that_finds_no_room_is_not_acknowledged()
    {
        using var disk = SmallDisk.Mount();
        var inbox = Directory.CreateTempSubdirectory("weir-inbox-").FullName;
        await using (var world = await World.StartAsync(
            $$"""
            project: full
            buckets:
              inbox: { path: {{inbox}} }
            tables:
              lines:
                source: inbox/**.json
                columns:
                  put: { type: integer, nullable: false }
            """,
            disk.Folder,
            watches: false))
        {
            await world.PutAsync("inbox/1.json", """{"put":1}""");
            await world.WhenIdleAsync();
            disk.Fill();
            var key = new string('k', 890);
            var acknowledged = 0;
            UnavailableException? refused = null;
            for (var put = 0; refused is null; put++)
            {
                try
                {
                    await world.PutAsync([.. Enumerable.Range(0, 50).Select(n => ($"inbox/{put}/{key}/{n}.json".Replace("kkkkkkkkk", "kkkkkkkk/"), "{\"put\":2}"u8.ToArray()))]);
                    acknowledged += 50;
                }
                catch (UnavailableException full)
                {
                    refused = full;
                }
            }

            disk.Free();
            var watch = Stopwatch.StartNew();
            await world.PutAsync("inbox/3.json", """{"put":3}""");
            await world.WhenIdleAsync();

            Assert.Equal("WEIR4003", refused.Failure.Code);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
            Assert.Equal(
                [$"1|{acknowledged}|1"],
                await world.QueryAsync(
                    "SELECT count(*) FILTER (put = 1), count(*) FILTER (put = 2), count(*) FILTER (put = 3) FROM lines"));
        }

        Directory.Delete(inbox, recursive: true);
    }

    [SmallDiskFact]
    public async Task A_load_that_finds_no_room_waits_and_ends_when_there_is_some()
    {
        using var disk = SmallDisk.Mount();
        await using (var world = await World.StartAsync(Cargo.Yaml, disk.Folder))
        {
            // 3 MB of rows, which need room twice: in the log, and in the file.
            var lines = string.Join(',', Enumerable.Range(0, 200_000).Select(n => $$"""{"n":{{n}}}"""));
            disk.Fill(leave: 4 << 20);
            await world.PutAsync("raw/orders/1.json", $$"""{"put":1,"lines":[{{lines}}]}""");
            disk.Fill();
            while (world.Recorder.Waits.Count < 2)
            {
                await Task.Delay(10);
            }

            disk.Free();
            var watch = Stopwatch.StartNew();
            await world.WhenIdleAsync();

            Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
            Assert.Empty(world.Recorder.Failed);
            Assert.Equal(["1|200000|200000"], await world.QueryAsync("SELECT put, count(*), count(DISTINCT n) FROM lines GROUP BY put"));
        }
    }

    /// <summary>Room comes and goes while files come; whatever fails, the count is right, and all ends soon after.</summary>
    [SmallDiskFact]
    public async Task Room_that_comes_and_goes_loses_and_doubles_nothing()
    {
        using var disk = SmallDisk.Mount();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var cargo = new Cargo(random);
        var account = new Account();
        var refused = 0;
        await using (var world = await World.StartAsync(Cargo.Yaml, disk.Folder))
        {
            for (var round = 0; round < 3; round++)
            {
                disk.Fill(leave: random.Next(0, 400) << 10);
                await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
                {
                    for (var put = 0; put < 8; put++)
                    {
                        var files = cargo.Next();
                        var targets = files.SelectMany(f => f.Targets).ToList();
                        account.Book(targets, acknowledged: false);
                        try
                        {
                            await world.PutAsync([.. files.Select(f => (f.Name, f.Content))]);
                            account.Book(targets, acknowledged: true);
                        }
                        catch (UnavailableException)
                        {
                            Interlocked.Increment(ref refused);
                        }
                    }
                }));
                disk.Free();
                var watch = Stopwatch.StartNew();
                await world.WhenIdleAsync();
                Assert.True(watch.Elapsed < Patience, $"{watch.Elapsed}, seed {seed}");
            }

            Assert.Empty(world.Recorder.Failed);
        }

        Assert.Equal([], account.Differences(await Account.FoundAsync(disk.Folder)).Take(20));
        Assert.NotEqual(0, refused);
    }

    [SmallDiskFact]
    public async Task A_start_on_a_full_disk_says_so_and_works_once_there_is_room()
    {
        using var disk = SmallDisk.Mount();
        disk.Fill();
        await Assert.ThrowsAsync<UnavailableException>(() => World.OpenAsync(Written(disk)));
        disk.Free();
        await using (var world = await World.OpenAsync(disk.Folder))
        {
            await world.PutAsync("raw/orders/1.json", """{"put":1,"lines":[{"n":0}]}""");
            await world.WhenIdleAsync();
        }

        disk.Fill();
        try
        {
            await using var world = await World.OpenAsync(disk.Folder);
            Assert.Equal(["1"], await world.QueryAsync("SELECT put FROM lines"));
        }
        catch (UnavailableException)
        {
            // That is an answer too.
        }

        disk.Free();
        await using (var world = await World.OpenAsync(disk.Folder))
        {
            await world.PutAsync("raw/orders/2.json", """{"put":2,"lines":[{"n":0}]}""");
            await world.WhenIdleAsync();
            Assert.Equal(["1", "2"], await world.QueryAsync("SELECT put FROM lines ORDER BY put"));
        }

        static string Written(SmallDisk disk)
        {
            disk.Free();
            File.WriteAllText(Path.Combine(disk.Folder, "weir.yaml"), Cargo.Yaml);
            disk.Fill();
            return disk.Folder;
        }
    }

    /// <summary>A refusal would make dead letters of all that waits.</summary>
    [SmallDiskFact]
    public void A_warehouse_that_cannot_be_opened_again_is_unavailable_and_not_refused()
    {
        using var disk = SmallDisk.Mount();
        var file = Path.Combine(disk.Folder, "warehouse.db");
        using var store = DuckDbStore.Open(file);
        using (var rental = store.Rent())
        {
            rental.Execute("CREATE TABLE t AS SELECT range AS n FROM range(10)");
            disk.Fill();
            var broken = Assert.Throws<DuckDbException>(() => rental.Execute("INSERT INTO t SELECT range FROM range(1_000_000)"));
            Assert.IsType<UnavailableException>(rental.Translate(broken, "filling a table"));
        }

        disk.Free();
        File.Move(file, file + ".away");
        File.Move(file + ".wal", file + ".away.wal");
        File.WriteAllText(file, "not a database");

        Assert.Throws<UnavailableException>(store.Rent);

        File.Move(file + ".away", file, overwrite: true);
        File.Move(file + ".away.wal", file + ".wal");
        using var whole = store.Rent();
        Assert.Equal(10L, whole.Connection.CreateCommand("SELECT count(*) FROM t").ExecuteScalar());
    }
}
