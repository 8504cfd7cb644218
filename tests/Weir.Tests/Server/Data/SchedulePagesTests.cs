using Weir.Failures;
using Weir.Server.Operations;

namespace Weir.Tests.Server.Data;

/// <summary>What is to happen is listed page by page: what is declared, then what is to happen once, also when much of it is for the same moment.</summary>
public sealed class SchedulePagesTests
{
    private const string Project =
        """
        project: late
        buckets: { raw: {} }
        pipelines:
          nightly:
            triggers: [{ schedule: "0 3 * * *" }, { schedule: "rate(1 day)" }, { manual: true }]
            steps: [{ shell: "true" }]
          later:
            triggers: [{ manual: true }]
            steps:
              - schedule: { pipeline: nightly, at: "2099-01-02T00:00:00Z" }
              - schedule: { pipeline: nightly, at: "2099-01-01T00:00:00Z" }
              - schedule: { pipeline: nightly, at: "2099-01-01T00:00:00Z" }
              - schedule: { pipeline: nightly, at: "2099-01-01T00:00:00Z" }
        """;

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 3)]
    [InlineData(4, 2)]
    [InlineData(6, 1)]
    public async Task Pages_lead_from_one_to_the_next_and_nothing_is_missed_or_comes_twice(int size, int pages)
    {
        await using var project = await DataProject.OpenAsync(Project);
        await project.RunAsync("run", "later");
        var all = (await project.Operations.ListSchedulesAsync(100, null, default)).Items;
        Assert.Equal(["0 3 * * *", "rate(1 day)", "once", "once", "once", "once"], all.Select(schedule => schedule.Schedule));
        Assert.Equal([2, 1, 1, 1], all.Skip(2).Reverse().Select(schedule => schedule.Next!.Value.Day));
        Assert.Equal(4, all.Skip(2).Select(schedule => schedule.Run).Distinct().Count());

        var (read, count, after) = (new List<ListedSchedule>(), 0, (string?)null);
        do
        {
            var page = await project.Operations.ListSchedulesAsync(size, after, default);
            read.AddRange(page.Items);
            (count, after) = (count + 1, page.Next);
        }
        while (after is not null);

        Assert.Equal(pages, count);
        Assert.Equal(all.Select(schedule => (schedule.Schedule, schedule.Run)), read.Select(schedule => (schedule.Schedule, schedule.Run)));
    }

    [Theory]
    [InlineData("here")]
    [InlineData("1")]
    [InlineData("9223372036854775807-1")]
    public async Task What_is_no_place_is_told_so(string after)
    {
        await using var project = await DataProject.OpenAsync(Project);

        Assert.Equal("WEIR7480", (await Assert.ThrowsAsync<RefusedException>(() => project.Operations.ListSchedulesAsync(1, after, default))).Failure.Code);
    }
}
