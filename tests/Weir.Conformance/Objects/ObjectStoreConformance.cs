using System.Text;

using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Objects;
using Weir.Failures;

namespace Weir.Conformance.Objects;

/// <summary>What <see cref="IObjectStore"/> promises.</summary>
public abstract class ObjectStoreConformance : ConformanceSuite
{
    private protected ObjectStoreConformance(Backend backend)
        : base(backend)
    {
    }

    [Fact]
    public async Task A_name_finds_its_greatest_version_and_each_version_keeps_its_content()
    {
        var versions = new List<StoredObject>();
        for (var at = 0; at < 4; at++)
        {
            versions.Add(await PutAsync("raw", "orders/a.json", Encoding.UTF8.GetBytes($"content {at}"), Orders));
        }

        await Backend.SweepAsync();

        Assert.Equal(versions[^1], await Backend.Objects.FindAsync(versions[0].Name, None));
        Assert.Equal(versions, versions.OrderBy(version => version.Version));
        for (var at = 0; at < 4; at++)
        {
            Assert.Equal($"content {at}", Encoding.UTF8.GetString(await ReadAsync(versions[at])));
        }
    }

    [Fact]
    public async Task A_name_that_never_landed_finds_nothing() =>
        Assert.Null(await Backend.Objects.FindAsync(new ObjectName("raw", "nowhere"), None));

    [Fact]
    public async Task The_same_content_again_is_a_new_version_with_the_same_etag()
    {
        var first = await PutAsync("raw", "a.json", "{}"u8.ToArray());
        var second = await PutAsync("raw", "a.json", "{}"u8.ToArray());

        Assert.Equal("99914b932bd37a50b983c5e7c90ae93b", first.ETag);
        Assert.Equal(first.ETag, second.ETag);
        Assert.True(second.Version > first.Version);
        Assert.Equal("{}"u8.ToArray(), await ReadAsync(second));
    }

    [Fact]
    public async Task Versions_grow_over_all_buckets_and_over_restarts()
    {
        var first = await PutAsync("raw", "a.json", "1"u8.ToArray());
        var second = await PutAsync("curated", "a.json", "2"u8.ToArray());
        await Backend.RestartAsync();
        var third = await PutAsync("raw", "b.json", "3"u8.ToArray());

        Assert.True(first.Version < second.Version && second.Version < third.Version);
    }

    [Theory]
    [InlineData("a", "a/b", "a/b/c", "a.json", "a~2.json")]
    [InlineData("a/b/c", "a/b", "a", "a/b/c/d/e/f/g/h")]
    [InlineData("Case.json", "case.json", "CASE.JSON", "cASE/x", "Case/x")]
    [InlineData("with space", " leading", "trailing ", "tab\there", "new\nline", "dot.", "a//b", "a///b")]
    [InlineData("ünï/çödé", "日本語/データ.json", "emoji/🚀.json", "e\u0301", "\u00e9")]
    [InlineData("q?x=1&y=%20", "star*.json", "colon:x", "back\\slash", "quote\"'`$(x)", "<pipe|>", "%2F", "%")]
    [InlineData("CON", "nul.txt", "~$doc", ".hidden", "x.tmp", "COM1.json", "~", "a~1~2")]
    public async Task Keys_of_all_kinds_live_side_by_side(params string[] keys)
    {
        foreach (var round in Enumerable.Range(0, 2))
        {
            foreach (var key in keys)
            {
                await PutAsync("raw", key, Encoding.UTF8.GetBytes($"{key} {round}"));
            }
        }

        await Backend.SweepAsync();
        await Backend.RestartAsync();

        var listed = await Backend.Objects.ListAsync("raw", "", null, 100, None);
        Assert.Equal(InByteOrder(keys), listed.Select(stored => stored.Name.Key));
        foreach (var stored in listed)
        {
            Assert.Equal($"{stored.Name.Key} 1", Encoding.UTF8.GetString(await ReadAsync(stored)));
        }
    }

    [Fact]
    public async Task Keys_as_long_as_they_may_be_survive()
    {
        string[] keys =
        [
            new('x', 1_024), new string('ü', 510) + "1", new string('ü', 510) + "2",
            string.Join('/', Enumerable.Repeat(new string('d', 203), 5)), string.Join('/', Enumerable.Repeat("d", 512)),
            new string(':', 1_024), string.Concat(Enumerable.Repeat("🚀", 256)), new string('y', 250) + ".json",
        ];
        foreach (var key in keys.Concat(keys))
        {
            await PutAsync("raw", key, Encoding.UTF8.GetBytes(key));
        }

        foreach (var key in keys)
        {
            var found = await Backend.Objects.FindAsync(new ObjectName("raw", key), None);
            Assert.Equal(key, Encoding.UTF8.GetString(await ReadAsync(found!)));
        }
    }

    [Fact]
    public async Task A_listing_is_in_order_of_bytes_under_a_prefix_and_after_a_key()
    {
        string[] keys = ["a", "a/1", "a/2", "a/10", "aa", "b", "Z", "ä", "\uffee", "🚀"];
        foreach (var key in keys)
        {
            await PutAsync("raw", key, "x"u8.ToArray());
        }

        await PutAsync("curated", "a/3", "x"u8.ToArray());

        Assert.Equal(InByteOrder(keys), await KeysAsync("", null, 100));
        Assert.Equal(["a/1", "a/10", "a/2"], await KeysAsync("a/", null, 100));
        Assert.Equal(["a/10"], await KeysAsync("a/", "a/1", 1));
        Assert.Equal(["a/2"], await KeysAsync("a/", "a/10", 100));
        Assert.Empty(await KeysAsync("a/", "b", 100));
        Assert.Empty(await KeysAsync("nothing", null, 100));
    }

    [Fact]
    public async Task An_opened_content_can_be_sought()
    {
        var stored = await PutAsync("raw", "a", "0123456789"u8.ToArray());

        await using var content = Backend.Objects.OpenRead(stored);
        content.Position = 7;

        Assert.True(content.CanSeek);
        Assert.Equal(10, content.Length);
        Assert.Equal('7', content.ReadByte());
    }

    [Fact]
    public async Task Removed_objects_are_not_found_and_are_counted()
    {
        var a = await PutAsync("raw", "a", "1"u8.ToArray());
        var b = await PutAsync("raw", "b", "2"u8.ToArray());

        Assert.Equal(1, await Backend.Objects.RemoveAsync([a.Name, new ObjectName("raw", "nowhere")], None));
        Assert.Null(await Backend.Objects.FindAsync(a.Name, None));
        Assert.Equal([b], await Backend.Objects.ListAsync("raw", "", null, 10, None));
        await Backend.RestartAsync();
        Assert.Null(await Backend.Objects.FindAsync(a.Name, None));
    }

    [Fact]
    public async Task A_version_is_removed_only_while_it_is_the_current_one()
    {
        var older = await PutAsync("raw", "a", "1"u8.ToArray());
        var newer = await PutAsync("raw", "a", "2"u8.ToArray());

        Assert.False(await Backend.Objects.RemoveAsync(older, None));
        Assert.Equal(newer, await Backend.Objects.FindAsync(newer.Name, None));
        Assert.True(await Backend.Objects.RemoveAsync(newer, None));
        Assert.Null(await Backend.Objects.FindAsync(newer.Name, None));
    }

    [Fact]
    public async Task A_content_stays_until_every_delivery_about_it_has_ended_and_goes_then()
    {
        var older = await PutAsync("raw", "a", "1"u8.ToArray(), Orders, Copy);
        var newer = await PutAsync("raw", "a", "2"u8.ToArray());
        await Backend.Objects.RemoveAsync([newer.Name], None);
        await Backend.SweepAsync();
        Assert.Throws<RefusedException>(() => Backend.Objects.OpenRead(newer));

        await SettleAsync(new DeliveryOutcome.Done(), await LeaseOneAsync(Copy));
        await Backend.SweepAsync();
        Assert.Equal("1"u8.ToArray(), await ReadAsync(older));

        var last = await LeaseOneAsync(Orders);
        await Backend.SweepAsync();
        await Backend.RestartAsync();
        await Backend.SweepAsync();
        Assert.Equal("1"u8.ToArray(), await ReadAsync(older));

        last = await LeaseOneAsync(Orders);
        await SettleAsync(new DeliveryOutcome.DeadLettered(new Failure("WEIR6001", "No.")), last);
        await Backend.SweepAsync();
        Assert.Equal("1"u8.ToArray(), await ReadAsync(older));

        await Backend.DeadLetters.RedriveAsync(null, None);
        await SettleAsync(new DeliveryOutcome.Done(), await LeaseOneAsync(Orders));
        await Backend.SweepAsync();
        Assert.Equal("WEIR3004", Assert.Throws<RefusedException>(() => Backend.Objects.OpenRead(older)).Failure.Code);
    }

    [Fact]
    public async Task A_content_stays_while_its_event_is_on_its_way_through_the_outbox()
    {
        var placed = await PlaceAsync("curated", "a", "1"u8.ToArray());
        var posted = Created(placed);
        await Backend.Outbox.PostAsync([posted], None);
        await PutAsync("curated", "a", "2"u8.ToArray());

        await Backend.SweepAsync();
        await Backend.Log.AppendAsync([new RoutedEvent(posted, [Orders])], None);
        await Backend.Outbox.RemoveAsync([posted], None);
        await Backend.SweepAsync();

        Assert.Equal("1"u8.ToArray(), await ReadAsync((await LeaseOneAsync(Orders)).Event.Object!));
    }

    private static IEnumerable<string> InByteOrder(IEnumerable<string> keys) =>
        keys.Distinct().OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal);

    private async Task<IEnumerable<string>> KeysAsync(string prefix, string? after, int limit) =>
        (await Backend.Objects.ListAsync("raw", prefix, after, limit, None)).Select(stored => stored.Name.Key);
}
