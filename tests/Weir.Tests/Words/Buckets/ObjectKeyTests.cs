using System.Text;

using FsCheck;
using FsCheck.Fluent;

using Weir.Buckets;

namespace Weir.Tests.Words.Buckets;

public class ObjectKeyTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("a/b c/ü日本😀.json")]
    [InlineData("a..b/...")]
    [InlineData("a//b")]
    [InlineData(" ")]
    [InlineData(".hidden")]
    [InlineData("a\\b")]
    public void A_key_that_stays_in_its_bucket_is_fine(string key) => Assert.Null(ObjectKey.Check(key));

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("\\a")]
    [InlineData("a/")]
    [InlineData("c:/a")]
    [InlineData("C:a")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("a\\..\\b")]
    [InlineData("a/..")]
    [InlineData("a\0b")]
    [InlineData("a\uFFFD.json")]
    public void A_key_that_does_not_is_refused(string key) => Assert.Equal("WEIR3001", ObjectKey.Check(key)!.Code);

    [Theory]
    [InlineData("a/", true, true)]
    [InlineData("a b/ü/", true, true)]
    [InlineData("a", false, true)]
    [InlineData("/", false, false)]
    [InlineData("a//", true, false)]
    [InlineData("../", true, false)]
    [InlineData("a/../", true, false)]
    [InlineData("/a/", true, false)]
    public void A_folder_is_fine_where_it_may_be_one_when_it_stays_in_its_bucket(string key, bool isFolder, bool isFine)
    {
        Assert.Equal(isFolder, ObjectKey.IsFolder(key));
        Assert.Equal(isFine ? null : "WEIR3001", ObjectKey.Check(key, mayBeFolder: true)?.Code);
        Assert.Equal(!isFolder && isFine, ObjectKey.Check(key) is null);
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        Assert.NotNull(ObjectKey.Check("a" + (char)0xD800));
        Assert.NotNull(ObjectKey.Check((char)0xDC00 + "a"));
    }

    [Fact]
    public void A_key_has_at_most_1024_bytes()
    {
        Assert.Null(ObjectKey.Check(new string('ü', 512)));
        Assert.NotNull(ObjectKey.Check(new string('ü', 512) + "a"));
    }

    [Fact]
    public void A_key_that_is_fine_names_a_file_within_any_folder()
    {
        var keys = Gen.Elements("a", "b", ".", "..", "/", "\\", "c:", "\0", " ", "ü").ListOf().Select(string.Concat);

        Prop.ForAll(
            keys.ToArbitrary(),
            key => ObjectKey.Check(key) is not null
                || (Path.GetFullPath(Path.Combine("/bucket", key)).StartsWith("/bucket/", StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(key) <= 1024))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }
}
