using Weir.Buckets;
using Weir.Engine.Steps;
using Weir.Events;

namespace Weir.Tests.Engine.Steps;

public class EventScopeTests
{
    [Theory]
    [InlineData("a/b/c.json", "a/b/", "c.json", "c", ".json")]
    [InlineData("c.tar.gz", "", "c.tar.gz", "c.tar", ".gz")]
    [InlineData("a/c", "a/", "c", "c", "")]
    [InlineData("a/.hidden", "a/", ".hidden", ".hidden", "")]
    [InlineData("a.d/c.", "a.d/", "c.", "c", ".")]
    public void The_parts_of_a_key_make_up_the_key(string key, string folder, string name, string stem, string extension)
    {
        var named = EventOf(key);

        Assert.Equal(
            [key, folder, name, stem, extension],
            [named["key"], named["folder"], named["name"], named["stem"], named["extension"]]);
    }

    [Fact]
    public void An_event_of_an_object_names_its_facts()
    {
        var named = EventOf("a");

        Assert.StartsWith("evt_", Assert.IsType<string>(named["id"]), StringComparison.Ordinal);
        Assert.Equal(
            ["object_created", "2026-01-31T08:05:00.123Z", "raw", "e", 7L, 9L],
            [named["type"], named["time"], named["bucket"], named["etag"], named["size"], named["version"]]);
    }

    private static IReadOnlyDictionary<string, object?> EventOf(string key)
    {
        var at = new DateTimeOffset(2026, 1, 31, 9, 5, 0, 123, TimeSpan.FromHours(1));
        var landed = new StoredObject
        {
            Name = new ObjectName("raw", key),
            ETag = "e",
            Size = 7,
            Version = 9,
            LandedAt = at,
            Location = "",
        };
        var @event = new Event { Id = EventId.New(TimeProvider.System), Type = Event.ObjectCreated, Time = at, Object = landed };
        return (IReadOnlyDictionary<string, object?>)EventScope.Of(@event)["event"]!;
    }
}
