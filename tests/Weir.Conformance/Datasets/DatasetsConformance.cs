using System.Text;

using Weir.Buckets;
using Weir.Datasets;
using Weir.Engine.Datasets;
using Weir.Engine.Events;
using Weir.Failures;

namespace Weir.Conformance.Datasets;

/// <summary>What <see cref="IDatasets"/> and <see cref="IDatasetWriter"/> promise.</summary>
public abstract class DatasetsConformance : ConformanceSuite
{
    private protected static readonly DatasetRoot Acme = new("raw", "acme/");

    private protected DatasetsConformance(Backend backend)
        : base(backend)
    {
    }

    [Fact]
    public async Task A_dataset_is_found_with_its_contents_and_an_event_for_each()
    {
        var dataset = await PublishAsync(Acme, ("a.json", "1"), ("b/c.json", "22"));

        Assert.Equal(("20260301_120000_utc", 2L, 3L), (dataset.Name.ToString(), dataset.Objects, dataset.Bytes));
        Assert.Equal([dataset.Name], await Backend.Datasets.ListAsync(Acme, null, 10, None));
        Assert.Equal(dataset, await Backend.Datasets.FindAsync(Acme, dataset.Name, None));
        var listed = await Backend.Objects.ListAsync("raw", "acme/", null, 10, None);
        Assert.Equal(
            ["acme/datasets/20260301_120000_utc/a.json", "acme/datasets/20260301_120000_utc/b/c.json"], listed.Select(o => o.Name.Key));
        Assert.Equal("22", Encoding.UTF8.GetString(await ReadAsync(listed[1])));
        var events = await Backend.Outbox.TakeAsync(10, None);
        Assert.Equal(listed, events.Select(e => e.Object!).OrderBy(o => o.Name.Key, StringComparer.Ordinal));

        await Backend.RestartAsync();

        Assert.Equal(dataset, await Backend.Datasets.FindAsync(Acme, dataset.Name, None));
        Assert.Equal("22", Encoding.UTF8.GetString(await ReadAsync(listed[1])));
    }

    [Fact]
    public async Task What_is_staged_is_seen_by_nobody_and_gone_after_the_next_start()
    {
        var staged = await StageAsync(Acme, ("a.json", "1"));

        Assert.Empty(await Backend.Datasets.ListAsync(Acme, null, 10, None));
        await Backend.RestartAsync();
        Assert.Empty(await Backend.Datasets.ListAsync(Acme, null, 10, None));
        await Assert.ThrowsAnyAsync<Exception>(() => Backend.DatasetWriter.PublishAsync(new DatasetDraft(Acme, staged), None));
    }

    [Fact]
    public async Task Several_of_one_second_each_get_the_next_free_one()
    {
        var published = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => PublishAsync(Acme, ("a.json", $"{n}")))));
        var other = await PublishAsync(new DatasetRoot("curated", ""), ("a.json", "x"));

        Assert.Equal(
            Enumerable.Range(0, 8).Select(n => $"20260301_12000{n}_utc"), published.Select(d => d.Name.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(8, (await ContentsAsync(Acme)).Distinct().Count());
        Assert.Equal("20260301_120000_utc", other.Name.ToString());
    }

    [Fact]
    public async Task What_is_published_last_is_the_newest_also_when_some_are_gone_or_the_clock_is_set_back()
    {
        var first = await PublishAsync(Acme, ("a.json", "1"));
        var second = await PublishAsync(Acme, ("a.json", "2"));
        await Backend.Datasets.RemoveAsync(Acme, first.Name, None);
        var third = await PublishAsync(Acme, ("a.json", "3"));
        Backend.Time.SetClock(TimeSpan.FromHours(-1));
        await Backend.RestartAsync();
        var fourth = await PublishAsync(Acme, ("a.json", "4"));
        Backend.Time.SetClock(TimeSpan.FromHours(2));
        var fifth = await PublishAsync(Acme, ("a.json", "5"));

        Assert.Equal([fifth.Name, fourth.Name, third.Name, second.Name], await Backend.Datasets.ListAsync(Acme, null, 10, None));
        Assert.Equal("20260301_130000_utc", fifth.Name.ToString());
        var staged = await StageAsync(Acme, ("a.json", "6"));
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => Backend.DatasetWriter.PublishAsync(new DatasetDraft(Acme, staged) { Name = fifth.Name.Next }, None));
        Assert.Equal("WEIR6409", refused.Failure.Code);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_and_nothing_changes()
    {
        var first = await PublishAsync(Acme, ("a.json", "1"));
        var staged = await StageAsync(Acme, ("a.json", "2"));

        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => Backend.DatasetWriter.PublishAsync(new DatasetDraft(Acme, staged) { Name = first.Name }, None));

        Assert.Equal("WEIR6404", refused.Failure.Code);
        Assert.Equal(["1"], await ContentsAsync(Acme));
        await Backend.DatasetWriter.DiscardAsync(staged, None);
        Assert.Equal([first.Name], await Backend.Datasets.ListAsync(Acme, null, 10, None));
    }

    [Fact]
    public async Task The_newest_is_the_greatest_well_formed_name_whatever_stands_beside_it()
    {
        await PublishNamedAsync("20251231_235959_utc", "20260101_000000_utc", "19991231_000000_utc");
        foreach (var beside in (string[])[
            "foo/x", "LATER/x", "20260101_000000_utc_old/x", "20260101_000000_utc-2/x", "20260101_000000_utc", "20261301_000000_utc/x",
            "99999999_999999_utc/x", "2026/x", "0/x", "9/x", ":/x", "~/x", "20991231", "20991231_000000_utc", "zz"])
        {
            // A file of the very name is no dataset; nor is one that no put could make any more.
            if (DatasetKey.Find($"acme/datasets/{beside}") is null)
            {
                await PutAsync("raw", $"acme/datasets/{beside}", "x"u8.ToArray());
            }
        }

        await PutAsync("raw", "acme/datasets0/20990101_000000_utc", "x"u8.ToArray());
        await PutAsync("raw", "acmf/x", "x"u8.ToArray());

        string[] expected = ["20260101_000000_utc", "20251231_235959_utc", "19991231_000000_utc"];
        Assert.Equal(expected, await NamesAsync(null, 10));
        Assert.Equal(expected[..1], await NamesAsync(null, 1));
        Assert.Equal(expected[1..2], await NamesAsync(expected[0], 1));
        Assert.Equal(expected[2..], await NamesAsync("20200101_000000_utc", 10));
        Assert.Empty(await Backend.Datasets.ListAsync(new DatasetRoot("raw", "acm/"), null, 10, None));
        Assert.Empty(await Backend.Datasets.ListAsync(new DatasetRoot("curated", "acme/"), null, 10, None));
    }

    [Fact]
    public async Task No_object_of_a_dataset_is_written_or_removed_by_any_other_way()
    {
        var dataset = await PublishAsync(Acme, ("a.json", "1"));
        var member = (await Backend.Objects.FindAsync(Acme.Member(dataset.Name, "a.json"), None))!;

        await RefusedAsync(() => PutAsync("raw", member.Name.Key, "2"u8.ToArray()));
        await RefusedAsync(() => PutAsync("raw", Acme.Member(dataset.Name, "new.json").Key, "2"u8.ToArray()));
        await RefusedAsync(() => PutAsync("raw", "acme/datasets/20300101_000000_utc/new.json", "2"u8.ToArray()));
        await RefusedAsync(() => PutAsync("raw", "acme/datasets/LATEST/a.json", "2"u8.ToArray()));
        await RefusedAsync(() => Backend.Objects.RemoveAsync([new ObjectName("raw", "x"), member.Name], None));
        await RefusedAsync(() => Backend.Objects.RemoveAsync(member, None));

        Assert.Equal(["1"], await ContentsAsync(Acme));
    }

    [Fact]
    public async Task A_dataset_that_is_removed_is_gone_whole_and_its_contents_stay_for_those_who_wait_for_them()
    {
        var dataset = await PublishAsync(Acme, ("a.json", "1"), ("b.json", "2"));
        var kept = await PublishAsync(Acme, ("a.json", "1"));
        foreach (var posted in (await Backend.Outbox.TakeAsync(10, None)).Where(e => e.Object!.Name.Key.EndsWith("a.json", StringComparison.Ordinal)))
        {
            await Backend.Log.AppendAsync([new RoutedEvent(posted, [Orders])], None);
            await Backend.Outbox.RemoveAsync([posted], None);
        }

        Assert.Equal(2, await Backend.Datasets.RemoveAsync(Acme, dataset.Name, None));

        Assert.Equal([kept.Name], await Backend.Datasets.ListAsync(Acme, null, 10, None));
        Assert.Null(await Backend.Datasets.FindAsync(Acme, dataset.Name, None));
        Assert.Equal(0, await Backend.Datasets.RemoveAsync(Acme, dataset.Name, None));
        await Backend.SweepAsync();
        foreach (var delivery in await LeaseAsync(Orders))
        {
            Assert.Equal("1", Encoding.UTF8.GetString(await ReadAsync(delivery.Event.Object!)));
        }
    }

    [Fact]
    public async Task What_was_published_for_a_reason_is_found_by_it_until_it_is_removed()
    {
        var staged = await StageAsync(Acme, ("a.json", "1"));
        var dataset = await Backend.DatasetWriter.PublishAsync(new DatasetDraft(Acme, staged) { Origin = "p/s/1" }, None);

        Assert.Equal(dataset, await Backend.Datasets.FindAsync("p/s/1", None));
        Assert.Null(await Backend.Datasets.FindAsync("p/s/2", None));
        await Backend.RestartAsync();
        Assert.Equal(dataset, await Backend.Datasets.FindAsync("p/s/1", None));
        await Backend.Datasets.RemoveAsync(Acme, dataset.Name, None);
        Assert.Null(await Backend.Datasets.FindAsync("p/s/1", None));
    }

    [Fact]
    public async Task Source_and_dataset_outlive_each_other()
    {
        var source = await PutAsync("raw", "work/a.json", "1"u8.ToArray());
        var staged = await Backend.DatasetWriter.StageAsync(Acme, "a.json", source, Backend.Objects.OpenRead, None);
        var dataset = await Backend.DatasetWriter.PublishAsync(new DatasetDraft(Acme, [staged]), None);
        await PutAsync("raw", "work/a.json", "2"u8.ToArray());
        await Backend.Objects.RemoveAsync([source.Name], None);
        await Backend.SweepAsync();

        Assert.Equal(["1"], await ContentsAsync(Acme));

        var again = await PublishAsync(Acme, ("a.json", "3"));
        await Backend.Datasets.RemoveAsync(Acme, dataset.Name, None);
        await Backend.Outbox.RemoveAsync(await Backend.Outbox.TakeAsync(10, None), None);
        await Backend.SweepAsync();
        Assert.Equal(["3"], await ContentsAsync(Acme));
        Assert.Equal(1, again.Objects);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_refused()
    {
        var nowhere = new DatasetRoot("nowhere", "");

        Assert.Equal("WEIR3002", (await Assert.ThrowsAsync<RefusedException>(() => Backend.Datasets.ListAsync(nowhere, null, 1, None))).Failure.Code);
        Assert.Equal("WEIR3002", (await Assert.ThrowsAsync<RefusedException>(() => StageAsync(nowhere, ("a", "1")))).Failure.Code);
    }

    private static async Task RefusedAsync(Func<Task> write) =>
        Assert.Equal("WEIR6401", (await Assert.ThrowsAsync<RefusedException>(write)).Failure.Code);

    private async Task<IReadOnlyList<string>> NamesAsync(string? before, int limit)
    {
        DatasetName? parsed = null;
        Assert.True(before is null || DatasetName.TryParse(before, out parsed));
        return [.. (await Backend.Datasets.ListAsync(Acme, parsed, limit, None)).Select(name => name.ToString())];
    }

    private async Task PublishNamedAsync(params string[] names)
    {
        foreach (var text in names)
        {
            Assert.True(DatasetName.TryParse(text, out var name));
            var staged = await StageAsync(Acme, ("a.json", text));
            await Backend.DatasetWriter.PublishAsync(new DatasetDraft(Acme, staged) { Name = name }, None);
        }
    }

    private async Task<Dataset> PublishAsync(DatasetRoot root, params (string Member, string Content)[] members) =>
        await Backend.DatasetWriter.PublishAsync(new DatasetDraft(root, await StageAsync(root, members)), None);

    private async Task<IReadOnlyList<StoredObject>> StageAsync(DatasetRoot root, params (string Member, string Content)[] members)
    {
        var staged = new List<StoredObject>();
        foreach (var (member, content) in members)
        {
            // Sources that nobody else knows: each has a place of its own.
            var source = await PlaceAsync("curated", $"sources/{Guid.NewGuid()}", Encoding.UTF8.GetBytes(content));
            staged.Add(await Backend.DatasetWriter.StageAsync(root, member, source, Backend.Objects.OpenRead, None));
        }

        return staged;
    }

    private async Task<IReadOnlyList<string>> ContentsAsync(DatasetRoot root)
    {
        var contents = new List<string>();
        foreach (var each in await Backend.Objects.ListAsync(root.Bucket, root.Folder, null, 100, None))
        {
            contents.Add(Encoding.UTF8.GetString(await ReadAsync(each)));
        }

        return contents;
    }
}
