using Weir.Datasets;
using Weir.Engine.Datasets;

namespace Weir.Tests.Local.Objects;

/// <summary>Datasets in an ordinary folder, as those see them who look into it.</summary>
public sealed class FolderDatasetTests : InboxTests
{
    private static readonly DatasetRoot Acme = new("inbox", "acme/");

    private string Folder => Path.Combine(Inbox, "acme", "datasets");

    [Fact]
    public async Task A_dataset_is_a_folder_that_comes_and_goes_at_once_and_does_not_land_twice()
    {
        await PutAsync("work/a.json", "1");
        await PutAsync("work/b/c.json", "2");
        await SettleAsync();

        var dataset = await PublishAsync();
        await SettleAsync();

        Assert.Equal(
            ["a.json", "b/c.json"],
            Directory.EnumerateFiles(Path.Combine(Folder, $"{dataset.Name}"), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Path.Combine(Folder, $"{dataset.Name}"), file)).Order(StringComparer.Ordinal));
        Assert.Equal("2", await ReadAsync($"acme/datasets/{dataset.Name}/b/c.json"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Inbox, ".weir-incoming")));
        var versions = await Opened.Objects.ListAsync("inbox", "acme/", null, 10, default);

        await RestartAsync();
        await SettleAsync();

        Assert.Equal(versions, await Opened.Objects.ListAsync("inbox", "acme/", null, 10, default));
        Assert.Equal(2, await Opened.Datasets.RemoveAsync(Acme, dataset.Name, default));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
        await SettleAsync();
        Assert.Empty(await Opened.Datasets.ListAsync(Acme, null, 10, default));
    }

    [Fact]
    public async Task A_folder_that_somebody_else_has_under_the_name_is_left_alone()
    {
        await PutAsync("a.json", "1");
        var taken = DatasetName.Of(DateTimeOffset.UnixEpoch.AddDays(400));
        Drop($"acme/datasets/{taken}/own.json", "mine");

        await Assert.ThrowsAsync<Weir.Failures.RefusedException>(() => PublishAsync(taken));

        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(Folder, $"{taken}", "own.json")));
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.Combine(Folder, $"{taken}")));
    }

    [Fact]
    public async Task A_dataset_that_a_process_left_without_its_events_is_found_whole_at_the_next_start()
    {
        const int members = 1_500;
        await RestartAsync(() =>
        {
            for (var n = 0; n < members; n++)
            {
                Drop($"acme/datasets/20260101_000000_utc/{n}.json", $"{n}");
            }

            Drop(".weir-incoming/dataset-7/half.json", "half");
        });

        var given = await NextAsync();

        Assert.Equal(members, given.Count);
        Assert.Empty(await Opened.Datasets.ListAsync(Acme, null, 10, default));
        await AppendAsync(given);
        Assert.Equal(members, (await Opened.Datasets.FindAsync(Acme, (await Opened.Datasets.ListAsync(Acme, null, 1, default))[0], default))!.Objects);
        Assert.False(Directory.Exists(Path.Combine(Inbox, ".weir-incoming", "dataset-7")));
    }

    [Fact]
    public async Task Files_of_a_dataset_wait_for_those_that_are_being_written()
    {
        Drop("acme/datasets/20260101_000000_utc/a.json", "1");
        var slow = Path.Combine(Folder, "20260101_000000_utc", "b.json");
        await using (var writing = File.OpenWrite(slow))
        {
            await writing.WriteAsync("2"u8.ToArray());
            await writing.FlushAsync();
            File.SetLastWriteTimeUtc(slow, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            Drop("other.json", "{}");
            Assert.Equal(["other.json"], await LandAsync(1));
            Drop("another.json", "{}");
            Assert.Equal(["another.json"], await LandAsync(1));
        }

        Assert.Equal(2, (await NextAsync()).Count);
    }

    private Task<Dataset> PublishAsync(DatasetName? name = null) =>
        new DatasetPublisher(Opened.Objects, Opened.Datasets, Opened.DatasetWriter).PublishAsync(
            new DatasetRequest(Acme, name is null ? ["inbox/work/"] : ["inbox/a.json"]) { Name = name }, default);
}
