using Weir.Cli.Rendering;

namespace Weir.Tests.Cli.Rendering;

public sealed class SheetTests
{
    private static readonly GridColumn[] Columns =
    [
        new("id", AlignsRight: true),
        new("file", Role: ColumnRole.Yields),
        new("refused", AlignsRight: true),
        new("reason", Role: ColumnRole.Note),
    ];

    [Fact]
    public void A_name_gives_way_in_its_middle_and_a_sentence_stands_below()
    {
        Assert.Equal(
            """
            id  file                     refused
             7  raw/or…026/order-7.json        1
                the value does not fit its
                column
            12  raw/x.json                     0

            """,
            Shown(36,
                ["7", "raw/orders/2026/order-7.json", new Cell("1", Tone.Doubtful), "the value does not fit its column"],
                ["12", "raw/x.json", new Cell("0", Tone.Quiet), ""]));
    }

    [Fact]
    public void A_column_with_nothing_to_say_is_left_out() =>
        Assert.Equal("id  file\n 7  raw/x.json\n", Shown(80, ["7", "raw/x.json", new Cell("0", Tone.Quiet), ""]));

    [Fact]
    public void A_long_sentence_ends_after_five_lines()
    {
        var lines = Shown(80, ["7", "raw/x.json", "0", string.Join(' ', Enumerable.Repeat("words", 200))]).TrimEnd().Split('\n');

        Assert.Equal(8, lines.Length);
        Assert.Equal("    …", lines[^1]);
        Assert.All(lines, line => Assert.True(line.Length <= 80));
    }

    private static string Shown(int width, params IReadOnlyList<Cell>[] rows)
    {
        using var screen = new Screen(width);
        new Sheet(screen.Terminal, Columns).Print(rows);
        return screen.Shown;
    }
}
