using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Local;

namespace Weir.Tests.Local.Objects;

/// <summary>Contents that were placed by a process that died before they landed.</summary>
public sealed class OrphansTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-orphans-").FullName;

    private string Bucket => Path.Combine(_folder, ".weir", "local", "buckets", "raw");

    private string Log => Path.Combine(_folder, ".weir", "local", "placed.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_placed_and_did_not_land_is_gone_after_the_next_start_and_nothing_else_is()
    {
        using (var environment = await OpenAsync())
        {
            await LandAsync(environment, "a.json", 1);
            await LandAsync(environment, "deep/b.json", 2);
            await PlaceAsync(environment, "a.json", 3);
            await PlaceAsync(environment, "deep/er/c.json", 4);
            await PlaceAsync(environment, "line\nbreak\t%.json", 5);
            await LandAsync(environment, "a.json", 6);
            Assert.Equal(6, Files().Count);
        }

        using var next = await OpenAsync();

        // The first version of a.json still waits to be swept as one that was replaced.
        Assert.Equal(3, Files().Count);
        Assert.Equal(6, await ReadAsync(next, "a.json"));
        Assert.Equal(2, await ReadAsync(next, "deep/b.json"));
        Assert.False(Directory.Exists(Path.Combine(Bucket, "deep", "er")));
        Assert.False(File.Exists(Log));
    }

    [Fact]
    public async Task What_was_placed_is_gone_too_when_nothing_had_landed_yet()
    {
        using (var environment = await OpenAsync())
        {
            await PlaceAsync(environment, "a.json", 1);
        }

        using var next = await OpenAsync();

        Assert.Empty(Files());
    }

    [Fact]
    public async Task What_landed_just_before_the_end_stays_though_the_log_does_not_say_so()
    {
        using (var environment = await OpenAsync())
        {
            await LandAsync(environment, "a.json", 1);
            await LandAsync(environment, "a.json", 2);
            await PostAsync(environment, "b.json", 3);
            await LandAsync(environment, "c.json", 4);
            await environment.Objects.RemoveAsync([new ObjectName("raw", "c.json")], default);
        }

        // As a process leaves it that is killed between the commits and the word of them.
        await File.WriteAllTextAsync(
            Log, "0\n" + string.Concat(Files().Select((file, at) => $"+\t{100 + at}\traw\tother.json\t{Path.GetRelativePath(Bucket, file)}\n")));
        var before = Files();

        using var next = await OpenAsync();

        Assert.Equal(before, Files());
        Assert.Equal(2, await ReadAsync(next, "a.json"));
        Assert.Equal(3, await ReadAsync(next, "b.json"));
    }

    /// <summary>The log's older word, that the version had landed, once hid the newer one, that it was to be deleted.</summary>
    [Fact]
    public async Task What_was_forgotten_and_not_deleted_is_gone_after_the_next_start()
    {
        StoredObject removed;
        string log;
        using (var environment = await OpenAsync())
        {
            removed = await PlaceAsync(environment, "a.json", 1);
            await environment.Events.AppendAsync([Created(removed)], default);
            await LandAsync(environment, "b.json", 2);

            // Something open keeps the log, as it is while a process works.
            await PlaceAsync(environment, "c.json", 3);
            await environment.Objects.RemoveAsync([removed.Name], default);
            await environment.SweepAsync(default);
            log = await File.ReadAllTextAsync(Log);
        }

        // As a process leaves it that is killed before it deletes: the word of it is not in the log, and the file is there.
        var deleted = log.LastIndexOf($"x\t{removed.Version}\n", StringComparison.Ordinal);
        Assert.True(deleted > 0, log);
        await File.WriteAllTextAsync(Log, log[..deleted]);
        await File.WriteAllBytesAsync(Path.Combine(Bucket, "a.json"), [1]);

        using var next = await OpenAsync();

        Assert.Equal(["b.json"], Files().Select(file => Path.GetRelativePath(Bucket, file)));
    }

    [Fact]
    public async Task The_word_that_a_content_landed_may_come_after_it_is_to_be_deleted()
    {
        using (var environment = await OpenAsync())
        {
            await LandAsync(environment, "a.json", 1);
        }

        await File.WriteAllTextAsync(Path.Combine(Bucket, "stray.json"), "x");
        await File.WriteAllTextAsync(Log, "0\n+\t9\traw\tx\tstray.json\n?\t9\traw\tx\tstray.json\n-\t9\n");

        using var next = await OpenAsync();

        Assert.Equal(["a.json"], Files().Select(file => Path.GetRelativePath(Bucket, file)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("0\n+\t9\traw\tx\tstray.json")]
    [InlineData("0\n+\t9\traw\tx\n+\t\traw\tx\tstray.json\n-\tx\n\0\0\n")]
    [InlineData("0\n+\t9\traw\tx\t../../state.db\n+\t9\tgone\tx\tstray.json\n")]
    [InlineData("9000000000000000000\n+\t9\traw\tx\tstray.json\n")]
    [InlineData("0\n+\t9\traw\tx\tstray.json\n-\t8\t9\n")]
    public async Task A_log_that_is_torn_or_newer_than_the_index_deletes_nothing(string log)
    {
        using (var environment = await OpenAsync())
        {
            await LandAsync(environment, "a.json", 1);
        }

        await File.WriteAllTextAsync(Path.Combine(Bucket, "stray.json"), "x");
        await File.WriteAllTextAsync(Log, log);

        using var next = await OpenAsync();

        Assert.Equal(2, Files().Count);
        Assert.Equal(1, await ReadAsync(next, "a.json"));
    }

    [Fact]
    public async Task Nothing_is_deleted_when_the_state_was_lost()
    {
        using (var environment = await OpenAsync())
        {
            await LandAsync(environment, "a.json", 1);
            await PlaceAsync(environment, "b.json", 2);
        }

        foreach (var state in Directory.GetFiles(Path.Combine(_folder, ".weir", "local"), "state.db*"))
        {
            File.Delete(state);
        }

        using var next = await OpenAsync();

        Assert.Equal(2, Files().Count);
    }

    [Fact]
    public async Task A_folder_of_the_users_own_is_left_alone()
    {
        var inbox = Path.Combine(_folder, "inbox");
        using (var environment = await OpenAsync())
        {
            await LandAsync(environment, "a.json", 1);
            await environment.ObjectWriter.PlaceAsync(
                [await environment.ObjectWriter.StageAsync(new ObjectName("inbox", "b.json"), new MemoryStream([2]), default)], default);
        }

        Assert.False(File.Exists(Log));
        await File.WriteAllTextAsync(Log, "0\n+\t9\tinbox\tb.json\tb.json\n");
        using var next = await OpenAsync();

        Assert.True(File.Exists(Path.Combine(inbox, "b.json")));
    }

    [Fact]
    public async Task The_log_stays_short_however_much_lands()
    {
        using (var environment = await OpenAsync())
        {
            await PlaceAsync(environment, "first.json", 0);
            for (var batch = 0; batch < 10; batch++)
            {
                var staged = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(n =>
                    environment.ObjectWriter.StageAsync(new ObjectName("raw", $"{new string('x', 150)}/{batch}/{n}"), new MemoryStream([1]), default)));
                await environment.Events.AppendAsync([.. (await environment.ObjectWriter.PlaceAsync(staged, default)).Select(Created)], default);
            }

            Assert.InRange(new FileInfo(Log).Length, 1, 1_200_000);
        }

        using var next = await OpenAsync();

        Assert.Equal(10_000, Files().Count);
    }

    private static RoutedEvent Created(StoredObject placed) => new(
        new Event { Id = EventId.New(TimeProvider.System), Type = Event.ObjectCreated, Time = placed.LandedAt, Object = placed }, []);

    private static async Task<StoredObject> PlaceAsync(LocalEnvironment environment, string key, byte content) => Assert.Single(
        await environment.ObjectWriter.PlaceAsync(
            [await environment.ObjectWriter.StageAsync(new ObjectName("raw", key), new MemoryStream([content]), default)], default));

    private static async Task LandAsync(LocalEnvironment environment, string key, byte content) =>
        await environment.Events.AppendAsync([Created(await PlaceAsync(environment, key, content))], default);

    private static async Task PostAsync(LocalEnvironment environment, string key, byte content) =>
        await environment.Outbox.PostAsync([Created(await PlaceAsync(environment, key, content)).Event], default);

    private static async Task<int> ReadAsync(LocalEnvironment environment, string key)
    {
        var found = await environment.Objects.FindAsync(new ObjectName("raw", key), default);
        await using var content = environment.Objects.OpenRead(found!);
        return content.ReadByte();
    }

    private List<string> Files() => [.. Directory.EnumerateFiles(Bucket, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private Task<LocalEnvironment> OpenAsync() => LocalEnvironment.OpenAsync(
        _folder,
        "local",
        [new BucketDefinition { Name = "raw" }, new BucketDefinition { Name = "inbox", Path = "inbox" }],
        TimeSpan.Zero,
        TimeProvider.System,
        default);
}
