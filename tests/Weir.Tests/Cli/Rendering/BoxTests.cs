using FsCheck;
using FsCheck.Fluent;

using Weir.Cli.Rendering;

namespace Weir.Tests.Cli.Rendering;

public sealed class BoxTests
{
    [Fact]
    public void A_box_is_as_wide_as_its_cells()
    {
        using var screen = new Screen(80);

        var shown = new Box(screen.Terminal, [new("n", AlignsRight: true), new("city")]).Print([["1", "Ghent"], ["20", null], ["3", "東京"]]);

        Assert.Equal(2, shown);
        Assert.Equal(
            """
            ╭────┬───────╮
            │  n │ city  │
            ├────┼───────┤
            │  1 │ Ghent │
            │ 20 │ NULL  │
            │  3 │ 東京  │
            ╰────┴───────╯

            """,
            screen.Shown);
    }

    [Fact]
    public void A_box_fits_the_line_and_shows_at_least_one_column() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonEmptyArray<NonNull<string>>>(),
            ArbMap.Default.ArbFor<byte>(),
            (cells, extra) => AssertFits([.. cells.Get.Select(cell => new Cell(cell.Get))], 20 + (extra % 120)))
            .QuickCheckThrowOnFailure();

    private static void AssertFits(IReadOnlyList<Cell> row, int width)
    {
        var columns = row.Select((_, index) => new GridColumn($"column_{index}")).ToList();
        using var screen = new Screen(width);

        var shown = new Box(screen.Terminal, columns).Print([row]);

        Assert.InRange(shown, 1, columns.Count);
        var lines = screen.Shown.TrimEnd('\n').Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.All(lines, line => Assert.Equal(TextWidth.Of(lines[0]), TextWidth.Of(line)));
        Assert.True(TextWidth.Of(lines[0]) <= width);
    }
}
