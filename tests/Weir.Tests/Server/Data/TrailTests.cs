using Weir.Buckets;
using Weir.Failures;

namespace Weir.Tests.Server.Data;

/// <summary>What became of objects, of reconciliations and of datasets.</summary>
public class TrailTests
{
    private const string Project =
        """
        project: shop
        buckets: { raw: {}, curated: {} }
        pipelines:
          curate:
            triggers: [{ object_created: raw/orders/** }]
            steps: [{ copy: { from: "{{event.bucket}}/{{event.key}}", to: "curated/{{event.key}}" } }]
        tables:
          orders: { source: curated/orders/**.json, columns: { id: { type: bigint, nullable: false } } }
          copies: { source: curated/copies/**.json, columns: { id: bigint } }
        reconciliations:
          same: { source: orders, target: copies, key: [id] }
        """;

    private const string Chained =
        """
        project: chained
        buckets: { raw: {} }
        pipelines:
          first:
            triggers: [{ object_created: raw/in/* }]
            steps: [{ copy: { from: "{{event.bucket}}/{{event.key}}", to: "raw/second/a.json" } }]
          second:
            triggers: [{ object_created: raw/second/* }]
            steps: [{ copy: { from: "{{event.bucket}}/{{event.key}}", to: "raw/third/a.json" } }]
          third:
            triggers: [{ object_created: raw/third/* }]
            retry: { max_attempts: 1 }
            steps: [{ copy: { from: "{{event.bucket}}/{{event.key}}", to: "raw/out/a.json" } }]
        tables:
          orders: { source: raw/out/*.json, columns: { id: bigint } }
        """;

    [Fact]
    public async Task An_object_is_followed_to_its_run_and_to_the_rows_that_were_loaded_of_what_the_run_wrote()
    {
        await using var project = await DataProject.OpenAsync(Project, ("raw/orders/a.json", "[{\"id\":1},{\"id\":null}]"), ("raw/else.txt", "x"));

        var trail = await project.Data.Trails.FollowAsync(new ObjectName("raw", "orders/a.json"), null, default);
        var copied = await project.Data.Trails.FollowAsync(new ObjectName("curated", "orders/a.json"), null, default);
        var unwanted = await project.Data.Trails.FollowAsync(new ObjectName("raw", "else.txt"), null, default);

        Assert.Equal(["pipeline:curate"], trail.Takers);
        Assert.Equal((0, 0, true), (trail.Waiting, trail.DeadLetters, trail.IsCurrent));
        Assert.Equal("succeeded", Assert.Single(trail.Runs).State);
        var load = Assert.Single(trail.Loads);
        Assert.Equal(("curated/orders/a.json", 1L, 1L), (load.File, load.RowsLoaded, load.RowsQuarantined));
        Assert.Equal(["table:orders"], copied.Takers);
        Assert.Equal(load, Assert.Single(copied.Loads));
        Assert.Empty(unwanted.Takers);
        Assert.NotNull(unwanted.EventId);
        await Assert.ThrowsAsync<RefusedException>(() => project.Data.Trails.FollowAsync(new ObjectName("raw", "none"), null, default));
        await Assert.ThrowsAsync<RefusedException>(() => project.Data.Trails.FollowAsync(new ObjectName("raw", "else.txt"), trail.File.Version, default));
    }

    [Fact]
    public async Task An_object_is_followed_through_all_the_runs_that_come_one_after_another()
    {
        await using var project = await DataProject.OpenAsync(Chained, ("raw/in/a.json", "[{\"id\":1}]"));

        var trail = await project.Data.Trails.FollowAsync(new ObjectName("raw", "in/a.json"), null, default);

        Assert.Equal(["first", "second", "third"], trail.Runs.Select(run => run.Pipeline));
        Assert.Equal(("raw/out/a.json", 1L), (Assert.Single(trail.Loads).File, trail.Loads[0].RowsLoaded));
        Assert.Equal((0, 0, true), (trail.WaitingAfter, trail.DeadLettersAfter, trail.IsWhole));
    }

    [Fact]
    public async Task What_goes_wrong_further_on_goes_wrong_for_the_object_that_it_came_of()
    {
        var failing = Chained.Replace("copy: { from: \"{{event.bucket}}/{{event.key}}\", to: \"raw/out/a.json\" }", "shell: \"exit 3\"", StringComparison.Ordinal);
        await using var project = await DataProject.OpenAsync(failing, ("raw/in/a.json", "[{\"id\":1}]"));

        var trail = await project.Data.Trails.FollowAsync(new ObjectName("raw", "in/a.json"), null, default);

        Assert.Equal(["succeeded", "succeeded", "failed"], trail.Runs.Select(run => run.State));
        Assert.Equal((0, 0, 0, 1), (trail.Waiting, trail.DeadLetters, trail.WaitingAfter, trail.DeadLettersAfter));
        Assert.Empty(trail.Loads);
    }

    [Fact]
    public async Task Of_very_many_runs_that_follow_only_the_first_ones_are_shown_and_that_is_said()
    {
        await using var project = await DataProject.OpenAsync(
            """
            project: many
            buckets: { raw: {} }
            pipelines:
              spread:
                triggers: [{ object_created: raw/in/* }]
                steps: [{ for_each: { in: [ITEMS], steps: [{ copy: { from: "{{event.bucket}}/{{event.key}}", to: "raw/parts/{{item}}" } }] } }]
              each:
                triggers: [{ object_created: raw/parts/* }]
                steps: [{ copy: { from: "{{event.bucket}}/{{event.key}}", to: "raw/done/{{event.key}}" } }]
            """.Replace("ITEMS", string.Join(", ", Enumerable.Range(1, 105)), StringComparison.Ordinal),
            ("raw/in/a", "x"));

        var trail = await project.Data.Trails.FollowAsync(new ObjectName("raw", "in/a"), null, default);

        Assert.Equal((100, false), (trail.Runs.Count, trail.IsWhole));
    }

    [Fact]
    public async Task Reconciliations_are_listed_with_what_they_found_each_time_and_which_keys_differed()
    {
        await using var project = await DataProject.OpenAsync(Project, ("curated/orders/a.json", "[{\"id\":1},{\"id\":2},{\"id\":3}]"), ("curated/copies/a.json", "[{\"id\":1}]"));
        Assert.Null(Assert.Single(await project.Data.Reconciliations.ListAsync(default)).Last);

        await project.Operations.ReconcileAsync("same", full: false, limit: 0, default);
        await project.Operations.ReconcileAsync("same", full: false, limit: 0, default);

        var listed = Assert.Single(await project.Data.Reconciliations.ListAsync(default));
        Assert.Equal(("difference", 2L), (listed.Last!.Outcome, listed.Last.MissingInTarget));
        Assert.Null((await project.Data.Reconciliations.HistoryAsync("same", null, 2, default)).Next);
        var newest = await project.Data.Reconciliations.HistoryAsync("same", null, 1, default);
        var older = Assert.Single((await project.Data.Reconciliations.HistoryAsync("same", newest.Next, 10, default)).Items);
        Assert.True(older.Id < newest.Items[0].Id);
        var keys = await project.Data.Reconciliations.DifferencesAsync(older.Id, null, 1, default);
        Assert.Equal(("{\"id\":2}", "missing_in_target"), (keys.Items[0].Key, keys.Items[0].Difference));
        var rest = await project.Data.Reconciliations.DifferencesAsync(older.Id, keys.Next, 1, default);
        Assert.Equal(("{\"id\":3}", null), (Assert.Single(rest.Items).Key, rest.Next));
        Assert.Equal("WEIR7013", (await Assert.ThrowsAsync<RefusedException>(() => project.Data.Reconciliations.ShowAsync("sme", default))).Failure.Code);
        Assert.Equal("WEIR7013", (await Assert.ThrowsAsync<RefusedException>(() => project.Data.Reconciliations.HistoryAsync("sme", null, 10, default))).Failure.Code);
    }

    [Fact]
    public async Task Places_with_datasets_are_found_in_the_folders_of_buckets_and_their_versions_and_files_page_by_page()
    {
        await using var project = await DataProject.OpenAsync(Project, ("raw/w/a.json", "1"), ("raw/w/b.json", "22"));
        await project.RunAsync("dataset", "create", "raw/acme/eu", "raw/w/", "--name", "20260101_000000_utc");
        await project.RunAsync("dataset", "create", "raw/acme/eu", "raw/w/", "--name", "20260102_000000_utc");
        await project.RunAsync("dataset", "create", "curated", "raw/w/", "--name", "20260103_000000_utc");

        Assert.Equal(
            [("curated", "20260103_000000_utc"), ("raw/acme/eu", "20260102_000000_utc")],
            (await project.Data.Datasets.ListPlacesAsync(null, 10, default)).Items.Select(place => (place.Root, place.Latest!.Name)));
        var place = await project.Data.Datasets.ListPlacesAsync(null, 1, default);
        var places = await project.Data.Datasets.ListPlacesAsync(place.Next, 1, default);
        Assert.Equal(("curated", "raw/acme/eu", null), (place.Items[0].Root, Assert.Single(places.Items).Root, places.Next));
        var newest = await project.Operations.ListDatasetsAsync("raw/acme/eu", 1, null, default);
        Assert.Equal("20260101_000000_utc", Assert.Single((await project.Operations.ListDatasetsAsync("raw/acme/eu", 5, newest.Next, default)).Items).Name);
        var first = await project.Data.Datasets.ListContentsAsync("raw/acme/eu", "20260101_000000_utc", null, 1, default);
        Assert.EndsWith("/a.json", first.Items[0].Key, StringComparison.Ordinal);
        var last = await project.Data.Datasets.ListContentsAsync("raw/acme/eu", "20260101_000000_utc", first.Next, 1, default);
        Assert.EndsWith("/b.json", Assert.Single(last.Items).Key, StringComparison.Ordinal);
        Assert.Null(last.Next);
        Assert.Equal("WEIR6402", (await Assert.ThrowsAsync<RefusedException>(() => project.Data.Datasets.ListContentsAsync("raw/acme/eu", "20200101_000000_utc", null, 1, default))).Failure.Code);
    }
}
