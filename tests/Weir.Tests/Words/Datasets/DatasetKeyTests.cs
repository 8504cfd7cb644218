using Weir.Datasets;

namespace Weir.Tests.Words.Datasets;

public sealed class DatasetKeyTests
{
    [Theory]
    [InlineData("20260131_080500_utc", true)]
    [InlineData("20240229_235959_utc", true)]
    [InlineData("20260229_000000_utc", false)]
    [InlineData("20261301_000000_utc", false)]
    [InlineData("20260101_240000_utc", false)]
    [InlineData("20260101_000060_utc", false)]
    [InlineData("20260101_000000_UTC", false)]
    [InlineData("20260101_000000_utc_old", false)]
    [InlineData("20260101_000000", false)]
    [InlineData("20260101-000000_utc", false)]
    [InlineData(" 0260101_000000_utc", false)]
    [InlineData("２0260101_000000_utc", false)]
    [InlineData("LATEST", false)]
    [InlineData("", false)]
    public void Only_a_second_of_the_calendar_is_a_name(string text, bool isName)
    {
        Assert.Equal(isName, DatasetName.TryParse(text, out var name));
        Assert.Equal(isName ? text : null, name?.ToString());
    }

    [Fact]
    public void A_moment_is_named_in_utc_and_without_its_fraction()
    {
        var moment = new DateTimeOffset(2026, 3, 1, 1, 59, 59, 999, TimeSpan.FromHours(2));

        Assert.Equal("20260228_235959_utc", DatasetName.Of(moment).ToString());
        Assert.Equal("20260301_000000_utc", DatasetName.Of(moment).Next.ToString());
    }

    [Theory]
    [InlineData("a/datasets/20260131_080500_utc/b/c.json", "a/", "20260131_080500_utc", "/b/c.json")]
    [InlineData("datasets/LATEST/c.json", "", null, "/c.json")]
    [InlineData("a/b/datasets/LATEST", "a/b/", null, "")]
    [InlineData("a/datasets/x/datasets/LATEST/", "a/datasets/x/", null, "/")]
    [InlineData("datasets/20260131_080500_utc/datasets/LATEST/x", "", "20260131_080500_utc", "/datasets/LATEST/x")]
    public void A_key_leads_into_the_first_dataset_in_it(string key, string prefix, string? name, string rest)
    {
        var found = DatasetKey.Find(key);

        Assert.Equal((prefix, name, rest), (found?.Prefix, found?.Name?.ToString(), found?.Rest));
    }

    [Theory]
    [InlineData("a/datasets/foo/x")]
    [InlineData("a/datasets/latest/x")]
    [InlineData("a/datasets/20260131_080500_utc_old/x")]
    [InlineData("a/mydatasets/LATEST/x")]
    [InlineData("a/datasets/")]
    [InlineData("a/datasets")]
    [InlineData("")]
    public void Other_keys_lead_into_none(string key) => Assert.Null(DatasetKey.Find(key));
}
