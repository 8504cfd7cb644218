using Weir.Failures;

namespace Weir.Tests.Engine.Steps;

public class CopyMoveDeleteTests
{
    private const string Own = "{{event.bucket}}/{{event.key}}";

    private readonly StepBench _bench = new();

    private InMemoryBuckets Buckets => _bench.Buckets;

    [Theory]
    [InlineData("curated/{{event.key}}", "curated/in/a.json")]
    [InlineData("curated/", "curated/a.json")]
    [InlineData("curated/out/", "curated/out/a.json")]
    [InlineData("raw/{{event.folder}}{{event.stem}}-copy{{event.extension}}", "raw/in/a-copy.json")]
    public async Task Copy_lands_the_content_under_the_target_with_one_event(string to, string expected)
    {
        var landed = Buckets.Put("raw/in/a.json", "hello"u8.ToArray());

        await _bench.RunAsync(landed, StepBench.Copy(Own, to));

        Assert.Equal("hello"u8.ToArray(), Buckets[expected]);
        var posted = Assert.Single(Buckets.Posted);
        Assert.Equal(("object_created", expected, landed.ETag), (posted.Type, posted.Object!.Name.ToString(), posted.Object.ETag));
        Assert.Contains("raw/in/a.json", Buckets.Names);
    }

    [Fact]
    public async Task Copy_takes_the_version_of_the_event_also_when_a_newer_one_landed_or_it_was_removed()
    {
        var first = Buckets.Put("raw/a", "first"u8.ToArray());
        Buckets.Put("raw/a", "second"u8.ToArray());

        await _bench.RunAsync(first, StepBench.Copy(Own, "curated/overwritten"));
        await Buckets.RemoveAsync([first.Name], CancellationToken.None);
        await _bench.RunAsync(first, StepBench.Copy(Own, "curated/removed"));

        Assert.Equal("first"u8.ToArray(), Buckets["curated/overwritten"]);
        Assert.Equal("first"u8.ToArray(), Buckets["curated/removed"]);
    }

    [Fact]
    public async Task Copy_of_another_object_takes_its_current_version()
    {
        var marker = Buckets.Put("raw/a.done", []);
        Buckets.Put("raw/a.csv", "old"u8.ToArray());
        Buckets.Put("raw/a.csv", "new"u8.ToArray());

        await _bench.RunAsync(marker, StepBench.Copy("raw/{{event.stem}}.csv", "curated/"));

        Assert.Equal("new"u8.ToArray(), Buckets["curated/a.csv"]);
    }

    [Theory]
    [InlineData("raw/missing", "curated/", "WEIR5002")]
    [InlineData(Own, Own, "WEIR5003")]
    [InlineData(Own, "raw/in/", "WEIR5003")]
    [InlineData("raw/other", Own, "WEIR5003")]
    [InlineData("raw", "curated/", "WEIR5004")]
    [InlineData("/raw/a", "curated/", "WEIR5004")]
    [InlineData(Own, "curated", "WEIR5004")]
    [InlineData(Own, "curated/../a", "WEIR3001")]
    [InlineData(Own, "curated//a", "WEIR3001")]
    public async Task Copy_and_move_refuse_what_no_retry_can_help(string from, string to, string code)
    {
        Buckets.Put("raw/other", []);
        var landed = Buckets.Put("raw/in/a", []);

        Assert.Equal(code, (await _bench.RefusalAsync(landed, StepBench.Copy(from, to))).Code);
        Assert.Equal(code, (await _bench.RefusalAsync(landed, StepBench.Move(from, to))).Code);
    }

    [Fact]
    public async Task A_failing_disk_is_a_failure_that_passes()
    {
        var landed = Buckets.Put("raw/a", []);
        Buckets.StagingFailure = (0, new IOException("no"));

        var failure = await Assert.ThrowsAsync<UnavailableException>(
            () => _bench.RunAsync(landed, StepBench.Copy(Own, "curated/")));

        Assert.Equal("WEIR5005", failure.Failure.Code);
    }

    [Fact]
    public async Task Move_leaves_the_target_alone_and_may_be_done_again()
    {
        var landed = Buckets.Put("raw/a", "a"u8.ToArray());

        await _bench.RunAsync(landed, StepBench.Move(Own, "curated/"));
        await _bench.RunAsync(landed, StepBench.Move(Own, "curated/"));

        Assert.Equal(["curated/a"], Buckets.Names);
        Assert.Single(Buckets.Posted);
    }

    [Fact]
    public async Task Move_of_another_object_may_be_done_again()
    {
        Buckets.Put("raw/a.csv", "a"u8.ToArray());
        var marker = Buckets.Put("raw/a.done", []);

        await _bench.RunAsync(marker, StepBench.Move("raw/a.csv", "curated/"));
        await _bench.RunAsync(marker, StepBench.Move("raw/a.csv", "curated/"));

        Assert.Equal(["curated/a.csv", "raw/a.done"], Buckets.Names);
    }

    [Fact]
    public async Task Move_of_another_object_that_is_gone_is_refused_when_the_target_is_older_than_the_event()
    {
        Buckets.Put("curated/a.csv", "a"u8.ToArray());
        var marker = Buckets.Put("raw/a.done", []);
        var later = marker with { LandedAt = marker.LandedAt.AddSeconds(1) };

        Assert.Equal("WEIR5002", (await _bench.RefusalAsync(later, StepBench.Move("raw/a.csv", "curated/"))).Code);
    }

    [Fact]
    public async Task Move_keeps_a_source_that_was_overwritten_meanwhile()
    {
        var first = Buckets.Put("raw/a", "first"u8.ToArray());
        Buckets.BeforeRemoval = () => Buckets.Put("raw/a", "second"u8.ToArray());

        await _bench.RunAsync(first, StepBench.Move(Own, "curated/"));

        Assert.Equal("first"u8.ToArray(), Buckets["curated/a"]);
        Assert.Equal("second"u8.ToArray(), Buckets["raw/a"]);
    }

    [Fact]
    public async Task Move_lands_an_event_own_version_that_somebody_else_removed()
    {
        var landed = Buckets.Put("raw/a", "a"u8.ToArray());
        await Buckets.RemoveAsync([landed.Name], CancellationToken.None);

        await _bench.RunAsync(landed, StepBench.Move(Own, "curated/"));

        Assert.Equal("a"u8.ToArray(), Buckets["curated/a"]);
    }

    [Fact]
    public async Task Delete_removes_the_object_and_may_be_done_again()
    {
        var landed = Buckets.Put("raw/a", []);
        Buckets.Put("raw/b", []);

        await _bench.RunAsync(landed, StepBench.Delete(Own));
        await _bench.RunAsync(landed, StepBench.Delete(Own));
        await _bench.RunAsync(landed, StepBench.Delete("raw/b"));
        await _bench.RunAsync(landed, StepBench.Delete("raw/b"));

        Assert.Empty(Buckets.Names);
    }

    [Fact]
    public async Task Delete_keeps_a_version_newer_than_the_event()
    {
        var first = Buckets.Put("raw/a", "first"u8.ToArray());
        Buckets.Put("raw/a", "second"u8.ToArray());

        await _bench.RunAsync(first, StepBench.Delete(Own));

        Assert.Equal("second"u8.ToArray(), Buckets["raw/a"]);
    }
}
