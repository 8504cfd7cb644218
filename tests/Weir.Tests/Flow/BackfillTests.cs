using System.Globalization;

using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Triggers.Backfills;

namespace Weir.Tests.Flow;

/// <summary>Ranges of files are sent once more, page by page.</summary>
public sealed class BackfillTests
{
    private const string Yaml =
        """
        project: filled
        buckets:
          raw: {}
          copied: {}
        pipelines:
          copy:
            triggers:
              - object_created: raw/**.json
            steps:
              - copy: { from: "{{event.bucket}}/{{event.key}}", to: "copied/{{event.key}}" }
        tables:
          orders:
            source: raw/{year}/{month}/*.json
            columns:
              id: { type: integer }
              year: { type: integer }
        """;

    private static readonly Subscriber Orders = new(SubscriberKind.Table, "orders");

    [Fact]
    public async Task A_table_gets_the_files_of_the_range_that_do_not_stand_in_it()
    {
        await using var world = await World.StartAsync(Yaml);
        for (var month = 1; month <= 6; month++)
        {
            await world.PutAsync(string.Create(CultureInfo.InvariantCulture, $"raw/2024/{month:00}/a.json"), $$"""{"id":{{month}}}""");
        }

        await world.WhenIdleAsync();
        foreach (var load in await world.QueryAsync("SELECT load_id FROM weir.load_history WHERE NOT file LIKE '%/04/%' ORDER BY 1"))
        {
            await world.UnloadAsync(long.Parse(load, CultureInfo.InvariantCulture));
        }

        var range = new BackfillRange { From = Utc(2024, 2, 15), To = Utc(2024, 5, 1) };
        var mark = await world.BackfillAsync(Orders, range);
        Assert.Equal((3, 2), (mark.Found, mark.Sent));
        Assert.NotNull(mark.FinishedAt);
        await world.WhenIdleAsync();
        Assert.Equal(["2", "3", "4"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));

        var keys = await world.BackfillAsync(Orders, new BackfillRange { FromKey = "2024/06/" });
        Assert.Equal((1, 1), (keys.Found, keys.Sent));
        await world.WhenIdleAsync();
        Assert.Equal(["2", "3", "4", "6"], await world.QueryAsync("SELECT id FROM orders ORDER BY id"));
    }

    [Fact]
    public async Task It_goes_on_where_it_was_ended_and_a_pipeline_runs_once_over_what_was_sent_twice()
    {
        await using var world = await World.StartAsync(Yaml);
        await world.PutAsync([.. Enumerable.Range(0, 1_500).Select(n => (string.Create(CultureInfo.InvariantCulture, $"raw/x/{n:0000}.json"), "{}"u8.ToArray()))]);
        await world.WhenIdleAsync();
        var runs = world.Recorder.Runs;
        var pipeline = new Subscriber(SubscriberKind.Pipeline, "copy");

        var first = await world.BackfillAsync(pipeline, new BackfillRange());
        Assert.Equal((1_000, "x/0999.json"), (first.Found, first.After));
        Assert.Null(first.FinishedAt);

        // Killed after a page was sent, and before that was noted.
        world.Execute("UPDATE weir.backfills SET after_key = NULL, files_found = 0, files_sent = 0, bytes_sent = 0");
        Assert.Equal(1_000, (await world.BackfillAsync(pipeline, new BackfillRange())).Found);
        var done = await world.BackfillAsync(pipeline, new BackfillRange());
        Assert.Equal((1_500, 1_500, first.Id), (done.Found, done.Sent, done.Id));
        Assert.NotNull(done.FinishedAt);
        await world.WhenIdleAsync();
        Assert.Equal(1_500, world.Recorder.Runs - runs);

        Assert.NotEqual(done.Id, (await world.BackfillAsync(pipeline, new BackfillRange())).Id);
    }

    [Theory]
    [InlineData("raw/{date}/*", "raw/2024-03-01/a", "2024-03-01", "2024-03-02", true)]
    [InlineData("raw/{date}/*", "raw/20240301/a", "2024-03-02", null, false)]
    [InlineData("raw/{dt}.csv", "raw/2024-03-01.csv", null, "2024-03-01", false)]
    [InlineData("raw/{year}/*", "raw/2024/a", "2024-12-31", null, true)]
    [InlineData("raw/{year}/{month}/*", "raw/2024/02/a", "2024-03-01", null, false)]
    [InlineData("raw/{year}/{month}/{day}/*", "raw/2024/02/29/a", "2024-02-29", "2024-03-01", true)]
    [InlineData("raw/{year}/{month}/{day}/*", "raw/2023/02/29/a", "2023-03-01", null, false)]
    [InlineData("raw/{year}/*", "raw/now/a", "2024-06-01", "2024-06-02", true)]
    [InlineData("raw/{shop}/*", "raw/1/a", "2024-06-02", null, false)]
    public void A_file_counts_by_the_date_in_its_name_else_by_when_it_landed(string template, string name, string? from, string? to, bool counts)
    {
        Assert.True(KeyTemplate.TryParse(template, out var read, out var mistake), mistake);
        var file = new StoredObject
        {
            Name = new ObjectName("raw", name["raw/".Length..]),
            ETag = "",
            Size = 0,
            Version = 1,
            LandedAt = Utc(2024, 6, 1),
            Location = "",
        };

        Assert.Equal(counts, new BackfillRange { From = Time(from), To = Time(to) }.Has(file, [read!]));
    }

    private static DateTimeOffset Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset? Time(string? text) =>
        text is null ? null : DateTimeOffset.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
