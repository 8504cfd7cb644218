using System.Text;

using Weir.Engine.Functions;

namespace Weir.Tests.Engine.Functions;

[Collection(nameof(MeasuredAlone))]
public sealed class LiveOutputTests
{
    [Fact]
    public void Whoever_reads_on_gets_what_is_new_and_each_reader_has_a_place_of_its_own()
    {
        var told = 0;
        var output = new LiveOutput(() => told++);
        var (first, second) = (0L, 0L);

        output.Add("one\ntwo\n"u8);

        Assert.Equal(["one", "two"], output.Read(ref first));
        Assert.Empty(output.Read(ref first));
        output.Add("dréi\r\n\n"u8);
        output.Add(default);
        Assert.Equal(["dréi", ""], output.Read(ref first));
        Assert.Equal(["one", "two", "dréi", ""], output.Read(ref second));
        Assert.Equal(2, told);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    public void Of_much_the_last_whole_lines_are_kept_in_bounded_memory_and_what_is_gone_is_told(int linesAtOnce)
    {
        const int lines = 400_000;
        var output = new LiveOutput(() => { });
        var (slow, early) = (0L, 0L);
        output.Add("0 begin\n"u8);
        _ = output.Read(ref early);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var from = 1; from <= lines; from += linesAtOnce)
        {
            output.Add(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(from, linesAtOnce).Select(number => $"{number} of a few\n"))));
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4 << 20);
        foreach (var read in new[] { output.Read(ref slow), output.Read(ref early) })
        {
            Assert.StartsWith("… ", read[0], StringComparison.Ordinal);
            Assert.EndsWith(" bytes were written faster than they could be shown", read[0], StringComparison.Ordinal);
            var first = int.Parse(read[1].Split(' ')[0]);
            Assert.InRange(first, 2, lines - 10_000);
            Assert.Equal(Enumerable.Range(first, lines - first + 1).Select(number => $"{number} of a few"), read.Skip(1));
        }
    }

    [Fact]
    public void More_than_is_kept_may_come_at_once()
    {
        var output = new LiveOutput(() => { });
        var place = 0L;

        output.Add(Encoding.UTF8.GetBytes("cut\n" + new string('x', 700_000) + "\nlast\n"));

        Assert.Equal(["… 700005 bytes were written faster than they could be shown", "last"], output.Read(ref place));
    }
}
