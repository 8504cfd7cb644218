using System.Net;
using System.Text;

using Amazon.S3.Model;

using Weir.Engine.Events;
using Weir.Engine.Notifications;
using Weir.Engine.Triggers;
using Weir.Server.S3.Buckets;

namespace Weir.Tests.Server.S3;

/// <summary>Pages of a bucket, held against the simplest way to make them.</summary>
public class ListingTests
{
    [Fact]
    public async Task Pages_hold_what_the_whole_list_holds_whatever_is_asked()
    {
        await using var world = await S3World.OpenAsync();
        var random = new Random(7103);
        string[] pieces = ["a", "b", "/", "//", "é", "\uffee", "\U0001F600", "\U0010FFFF", "~", "aa"];
        var keys = new HashSet<string>();
        while (keys.Count < 300)
        {
            keys.Add("k" + string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => pieces[random.Next(pieces.Length)])) + (random.Next(4) == 0 ? "z/" : "z"));
        }

        var local = world.Local;
        var landing = new Landing(
            local.ObjectWriter, local.Events, new Router(world.Project), new SilentObserver(), TimeProvider.System);
        await landing.LandAsync([.. keys.Select(key => new Arrival(new("raw", key), () => new MemoryStream()))], default);
        var sorted = keys.OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal).ToList();

        for (var round = 0; round < 60; round++)
        {
            var prefix = random.Next(3) == 0 ? "" : "k" + pieces[random.Next(pieces.Length)];
            var delimiter = random.Next(3) == 0 ? "" : pieces[random.Next(pieces.Length)];
            var limit = random.Next(1, 40);
            var expected = Expected(sorted, prefix, delimiter);
            var (found, after) = (new List<string>(), (string?)null);
            do
            {
                var page = await Listing.ReadAsync(local.Objects, "raw", prefix, delimiter, after, limit, default);
                Assert.InRange(page.Objects.Count + page.Prefixes.Count, page.Next is null ? 0 : limit, limit);
                found.AddRange(page.Objects.Select(o => o.Name.Key).Concat(page.Prefixes.Select(p => p + " (prefix)")));
                after = page.Next;
            }
            while (after is not null);

            Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Both_kinds_of_listing_go_on_where_they_ended()
    {
        await using var world = await S3World.OpenAsync();
        foreach (var key in new[] { "a/1", "a/2", "b\u0001<", "c", "d e+é" })
        {
            await world.Client.PutObjectAsync(new() { BucketName = "raw", Key = key, ContentBody = "x" });
        }

        var first = await world.Client.ListObjectsV2Async(new() { BucketName = "raw", Delimiter = "/", MaxKeys = 2, Encoding = "url" });
        Assert.Equal("a/", Assert.Single(first.CommonPrefixes));
        Assert.Equal((1, true, 2), (first.S3Objects.Count, first.IsTruncated!.Value, first.KeyCount!.Value));
        var rest = await world.Client.ListObjectsV2Async(new() { BucketName = "raw", Delimiter = "/", ContinuationToken = first.NextContinuationToken, Encoding = "url" });
        Assert.Equal(["c", "d e+é"], rest.S3Objects.Select(Decoded));
        var after = await world.Client.ListObjectsV2Async(new() { BucketName = "raw", StartAfter = "a/2", Encoding = "url" });
        Assert.Equal(["b\u0001<", "c", "d e+é"], after.S3Objects.Select(Decoded));
        var old = await world.Client.ListObjectsAsync(new ListObjectsRequest { BucketName = "raw", Delimiter = "/", MaxKeys = 1, Encoding = "url" });
        Assert.Equal(("a/", "a/"), (Assert.Single(old.CommonPrefixes), old.NextMarker));
        var older = await world.Client.ListObjectsAsync(new ListObjectsRequest { BucketName = "raw", Delimiter = "/", Marker = old.NextMarker, Encoding = "url" });
        Assert.Equal(3, older.S3Objects.Count);
        Assert.Empty(older.CommonPrefixes ?? []);

        // This client leaves it to its user.
        static string Decoded(S3Object listed) => Uri.UnescapeDataString(listed.Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("b")]
    [InlineData("Yg%3D%3D")]
    [InlineData("not%20base64")]
    public async Task A_token_that_no_page_gave_is_refused(string token)
    {
        await using var world = await S3World.OpenAsync();

        using var answer = await RawClient.SendAsync(world, "GET", $"/raw?continuation-token={token}&list-type=2", []);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<Code>InvalidArgument</Code>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Expected(List<string> sorted, string prefix, string delimiter) => sorted
        .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(key => delimiter.Length > 0 && key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) is >= 0 and var end
            ? key[..(end + delimiter.Length)] + " (prefix)"
            : key)
        .Distinct();
}
