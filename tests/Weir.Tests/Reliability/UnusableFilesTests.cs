using System.Text;

using Weir.Buckets;
using Weir.Failures;
using Weir.Local;
using Weir.Local.Sqlite;
using Weir.Tests.Cli;
using Weir.Tests.Flow;

namespace Weir.Tests.Reliability;

/// <summary>Files that are not what Weir left, folders that cannot be written, an environment that is taken: said clearly, and left as they are.</summary>
public sealed class UnusableFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-unusable-").FullName;

    private string Local => Path.Combine(_folder, ".weir", "local");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("state.db", "text", "WEIR4002")]
    [InlineData("state.db", "empty", "WEIR4002")]
    [InlineData("state.db", "foreign", "WEIR4001")]
    [InlineData("state.db", "header", "WEIR4002")]
    [InlineData("state.db", "folder", "WEIR4003")]
    [InlineData("warehouse.db", "text", "WEIR6002")]
    [InlineData("warehouse.db", "foreign", "WEIR6002")]
    [InlineData("warehouse.db", "header", "WEIR6002")]
    [InlineData("warehouse.db", "folder", "WEIR6002")]
    public async Task A_file_that_is_not_Weirs_is_refused_and_left_as_it_is(string name, string how, string code)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "weir.yaml"), Cargo.Yaml);
        await (await World.OpenAsync(_folder)).DisposeAsync();
        var path = Path.Combine(Local, name);
        Damage(path, how);
        var before = how == "folder" ? [] : await File.ReadAllBytesAsync(path);

        var refused = await Assert.ThrowsAnyAsync<WeirException>(() => World.OpenAsync(_folder));

        Assert.Equal(code, refused.Failure.Code);
        Assert.NotNull(refused.Failure.Hint);
        Assert.Contains(path, refused.Failure.Message, StringComparison.Ordinal);
        if (how == "folder")
        {
            Directory.Delete(path);
        }
        else
        {
            Assert.Equal(before, await File.ReadAllBytesAsync(path));
            File.Delete(path);
        }

        File.Delete(path + "-wal");
        await (await World.OpenAsync(_folder)).DisposeAsync();
    }

    /// <summary>Each page in turn: whatever is damaged, a start or the work after it says so; nothing hangs and nothing else is thrown.</summary>
    [Theory]
    [InlineData("state.db")]
    [InlineData("warehouse.db")]
    public async Task A_page_of_rubbish_is_a_clear_failure_or_none(string name)
    {
        await using (var world = await World.StartAsync(Cargo.Yaml, _folder))
        {
            for (var n = 0; n < 30; n++)
            {
                await world.PutAsync($"raw/orders/{n}.json", $$"""{"put":{{n}},"lines":[{"n":0}]}""");
            }

            await world.WhenIdleAsync();
        }

        var path = Path.Combine(Local, name);
        var sound = await File.ReadAllBytesAsync(path);
        var rubbish = new byte[4096];
        new Random(7).NextBytes(rubbish);
        for (var at = 0; at < sound.Length; at += Math.Max(4096, sound.Length / 24 / 4096 * 4096))
        {
            var damaged = sound.ToArray();
            rubbish.AsSpan(0, Math.Min(4096, sound.Length - at)).CopyTo(damaged.AsSpan(at));
            await File.WriteAllBytesAsync(path, damaged);
            File.Delete(path + "-wal");
            try
            {
                await using var world = await World.OpenAsync(_folder);
                await world.PutAsync("raw/orders/x.json", $$"""{"put":{{at}},"lines":[{"n":0}]}""");
                await world.QueryAsync("SELECT * FROM weir.load_history");
            }
            catch (WeirException told)
            {
                Assert.NotNull(told.Failure.Hint);
            }
        }
    }

    /// <summary>What waits cannot be read any more: working it off ends, and never as if there had been nothing to do.</summary>
    [Fact]
    public async Task Working_off_what_waits_over_a_damaged_page_ends_and_says_so()
    {
        using var project = new CliProject();
        project.WriteOrders("data", 1, 100);
        (await project.RunAsync("put", "data", "raw/orders/")).Fine();
        var path = Path.Combine(project.Folder, ".weir/local/state.db");
        var sound = await File.ReadAllBytesAsync(path);
        var failed = 0;
        for (var at = 4096; at < sound.Length; at += 4096 * 4)
        {
            await File.WriteAllBytesAsync(path, sound);
            using (var file = File.OpenWrite(path))
            {
                file.Position = at;
                file.Write(Enumerable.Repeat((byte)0xFF, 4096).ToArray());
            }

            File.Delete(path + "-wal");
            File.Delete(path + "-shm");

            var up = await project.RunAsync("up", "--exit-when-idle").WaitAsync(TimeSpan.FromSeconds(20));

            Assert.DoesNotContain("nothing to do", up.Output, StringComparison.Ordinal);
            Assert.True(up.ExitCode == 0 || (up.Output + up.Errors).Contains("WEIR4002", StringComparison.Ordinal), up.Output + up.Errors);
            failed += up.ExitCode == 0 ? 0 : 1;
        }

        Assert.NotEqual(0, failed);
    }

    [Fact]
    public async Task A_second_process_is_told_who_has_the_environment()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "weir.yaml"), Cargo.Yaml);
        using var first = WorkerProcess.Start(_folder);
        Assert.True(await first.ReadyAsync());

        var refused = await Assert.ThrowsAsync<RefusedException>(() => OpenAsync(_folder));

        Assert.Equal("WEIR4005", refused.Failure.Code);
        Assert.Contains($"process {first.Id}", refused.Failure.Message, StringComparison.Ordinal);
        await first.KillAsync();
        (await OpenAsync(_folder)).Dispose();
    }

    [SmallDiskFact]
    public async Task A_folder_that_cannot_be_written_is_said_to_be_so_at_once()
    {
        using var disk = SmallDisk.Mount();
        (await OpenAsync(disk.Folder)).Dispose();
        disk.ForbidWriting();

        var refused = await Assert.ThrowsAsync<UnavailableException>(() => OpenAsync(disk.Folder));

        Assert.Equal("WEIR4003", refused.Failure.Code);
    }

    [SmallDiskFact]
    public async Task A_bucket_that_cannot_be_written_refuses_puts_and_leaves_the_others_alone()
    {
        using var disk = SmallDisk.Mount();
        disk.ForbidWriting();

        var refused = await Assert.ThrowsAsync<UnavailableException>(() => LocalEnvironment.OpenAsync(
            _folder, "local", [new BucketDefinition { Name = "inbox", Path = Path.Combine(disk.Folder, "inbox") }], default, TimeProvider.System, default));

        Assert.Equal("WEIR3003", refused.Failure.Code);
    }

    private static Task<LocalEnvironment> OpenAsync(string folder) => LocalEnvironment.OpenAsync(
        folder, "local", [new BucketDefinition { Name = "raw" }], TimeSpan.FromMilliseconds(200), TimeProvider.System, default);

    private static void Damage(string path, string how)
    {
        switch (how)
        {
            case "text":
                File.WriteAllText(path, string.Concat(Enumerable.Repeat("not a database\n", 1000)));
                break;
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "foreign":
                File.Delete(path);
                using (var other = Database.Open(path, readOnly: false))
                {
                    other.Execute("CREATE TABLE notes (text)");
                    other.Execute("INSERT INTO notes VALUES ('mine')");
                }

                break;
            case "header":
                var bytes = File.ReadAllBytes(path);
                Encoding.UTF8.GetBytes("XXXXXXXXXXXXXXXX").CopyTo(bytes.AsSpan());
                File.WriteAllBytes(path, bytes);
                break;
            case "folder":
                File.Delete(path);
                Directory.CreateDirectory(path);
                break;
        }
    }
}
