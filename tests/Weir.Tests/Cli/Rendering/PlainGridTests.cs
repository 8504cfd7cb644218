using Weir.Cli.Rendering;

namespace Weir.Tests.Cli.Rendering;

public sealed class PlainGridTests
{
    [Fact]
    public void A_very_long_text_stays_whole_and_moves_its_own_line_alone()
    {
        var longest = new string('k', 300);
        var text = new StringWriter { NewLine = "\n" };

        new PlainGrid(text, [new("key"), new("size", AlignsRight: true), new("etag")]).Print([["a", "7", "x"], [longest, "8", "y"], ["b", "9", "z"]]);

        Assert.Equal(
            $"""
            {"key",-100}  size  etag
            {"a",-100}     7  x
            {longest}     8  y
            {"b",-100}     9  z

            """,
            text.ToString());
    }
}
