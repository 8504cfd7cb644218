using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Pipelines;
using Weir.Projects;
using Weir.Tables;

namespace Weir.Tests.Engine.Events;

public sealed class RouterTests
{
    private readonly Router _router = new(new ProjectDefinition
    {
        Name = "p",
        Revision = "r",
        Buckets = new Dictionary<string, BucketDefinition>(),
        Pipelines = new Dictionary<string, PipelineDefinition>
        {
            ["copy"] = new() { Name = "copy", Triggers = [On("raw/**.json"), On("raw/orders/**")], Steps = [] },
            ["other"] = new() { Name = "other", Triggers = [On("other/**")], Steps = [] },
        },
        Tables = new Dictionary<string, TableDefinition>
        {
            ["orders"] = new() { Name = "orders", Sources = [Pattern("raw/orders/*.json"), Pattern("raw/**/late-*.json"), Pattern("raw/orders/l*.json")], Format = FileFormat.Json },
        },
    });

    [Theory]
    [InlineData("raw", "orders/1.json", "pipeline:copy table:orders")]
    [InlineData("raw", "orders/late-1.json", "pipeline:copy table:orders")]
    [InlineData("raw", "late-1.json", "pipeline:copy table:orders")]
    [InlineData("raw", "orders/x/1.json", "pipeline:copy")]
    [InlineData("raw", "orders/1.csv", "pipeline:copy")]
    [InlineData("raw", "1.csv", "")]
    [InlineData("RAW", "orders/1.json", "")]
    [InlineData("other", "a", "pipeline:other")]
    public void An_object_goes_once_to_everyone_whose_pattern_it_matches(string bucket, string key, string subscribers)
    {
        var routed = _router.Route(Created(new ObjectName(bucket, key)));

        Assert.Equal(subscribers, string.Join(' ', routed.Subscribers));
    }

    [Fact]
    public void An_event_that_is_about_no_object_goes_to_nobody() =>
        Assert.Empty(_router.Route(Created(new ObjectName("raw", "a.json")) with { Type = "tick", Object = null }).Subscribers);

    private static TriggerDefinition On(string pattern) => new TriggerDefinition.ObjectCreated(Pattern(pattern));

    private static ObjectPattern Pattern(string text) =>
        ObjectPattern.TryParse(text, out var pattern, out var mistake) ? pattern! : throw new FormatException(mistake);

    private static Event Created(ObjectName name) => new()
    {
        Id = EventId.New(TimeProvider.System),
        Type = Event.ObjectCreated,
        Time = DateTimeOffset.UnixEpoch,
        Object = new StoredObject
        {
            Name = name,
            ETag = "e",
            Size = 1,
            Version = 1,
            LandedAt = DateTimeOffset.UnixEpoch,
            Location = "",
        },
    };
}
