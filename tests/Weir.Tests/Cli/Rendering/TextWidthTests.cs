using FsCheck;
using FsCheck.Fluent;

using Weir.Cli.Rendering;

namespace Weir.Tests.Cli.Rendering;

public sealed class TextWidthTests
{
    private static readonly Arbitrary<NonNull<string>> Texts = ArbMap.Default.ArbFor<NonNull<string>>();
    private static readonly Arbitrary<PositiveInt> Widths = ArbMap.Default.ArbFor<PositiveInt>();

    [Theory]
    [InlineData("curated/orders/1.json", 21, "curated/orders/1.json")]
    [InlineData("curated/orders/1.json", 12, "cur…s/1.json")]
    [InlineData("東京東京東京", 7, "…京東京")]
    public void A_path_is_cut_in_its_middle(string text, int width, string cut) => Assert.Equal(cut, TextWidth.CutMiddle(text, width));

    [Theory]
    [InlineData("a\r\nb\nc\td", "a↵b↵c d", "a\nb\nc\td")]
    [InlineData("\0 \u001b[31m \r \u007f \u0085 \u202e", "␀ ␛[31m ␍ ␡ � �", "␀ ␛[31m ␍ ␡ � �")]
    public void What_could_steer_a_terminal_is_shown_as_a_symbol(string text, string line, string lines)
    {
        Assert.Equal(line, TextWidth.OneLine(text));
        Assert.Equal(lines, TextWidth.Harmless(text));
    }

    [Fact]
    public void What_is_cut_fits() => Prop.ForAll(Texts, Widths, (text, width) =>
    {
        var line = TextWidth.OneLine(text.Get);

        Assert.True(TextWidth.Of(TextWidth.Cut(line, width.Get)) <= width.Get);
        Assert.True(TextWidth.Of(TextWidth.CutMiddle(line, width.Get)) <= width.Get);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_wrapped_fits_and_loses_nothing_but_blanks() => Prop.ForAll(Texts, Widths, (text, width) =>
    {
        var (line, room) = (TextWidth.OneLine(text.Get), width.Get + 1);

        var wrapped = TextWidth.Wrap(line, room).ToList();

        Assert.All(wrapped, part => Assert.True(TextWidth.Of(part) <= room));
        Assert.Equal(line.Replace(" ", ""), string.Concat(wrapped).Replace(" ", ""));
    }).QuickCheckThrowOnFailure();
}
