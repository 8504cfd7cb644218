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
        var output = new LiveOutput(() => told++, () => DateTimeOffset.UnixEpoch);
        var (first, second) = (0L, 0L);

        output.Add("one\ntwo\n"u8);

        Assert.Equal(["one", "two"], Read(output, ref first));
        Assert.Empty(Read(output, ref first));
        output.Add("dréi\r\n\n"u8);
        output.Add(default);
        Assert.Equal(["dréi", ""], Read(output, ref first));
        Assert.Equal(["one", "two", "dréi", ""], Read(output, ref second));
        Assert.Equal(2, told);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    public void Of_much_the_last_whole_lines_are_kept_in_bounded_memory_and_what_is_gone_is_told(int linesAtOnce)
    {
        const int lines = 400_000;
        var output = new LiveOutput(() => { }, () => DateTimeOffset.UnixEpoch);
        var (slow, early) = (0L, 0L);
        output.Add("0 begin\n"u8);
        _ = Read(output, ref early);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var from = 1; from <= lines; from += linesAtOnce)
        {
            output.Add(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(from, linesAtOnce).Select(number => $"{number} of a few\n"))));
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4 << 20);
        foreach (var read in new[] { Read(output, ref slow), Read(output, ref early) })
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
        var output = new LiveOutput(() => { }, () => DateTimeOffset.UnixEpoch);
        var place = 0L;

        output.Add(Encoding.UTF8.GetBytes("cut\n" + new string('x', 700_000) + "\nlast\n"));

        Assert.Equal(["… 700005 bytes were written faster than they could be shown", "last"], Read(output, ref place));
    }

    [Fact]
    public void A_line_has_the_time_at_which_it_was_written_for_everybody_who_reads_it()
    {
        var now = DateTimeOffset.UnixEpoch;
        var output = new LiveOutput(() => { }, () => now);
        output.Add("one\ntwo\n"u8);
        now += TimeSpan.FromSeconds(5);
        output.Add("three\n"u8);
        now += TimeSpan.FromHours(1);
        var (first, second) = (0L, 4L);

        Assert.Equal([("one", 0), ("two", 0), ("three", 5)], output.Read(ref first).Select(line => (line.Text, line.WrittenAt.ToUnixTimeSeconds())));
        Assert.Equal([("two", 0), ("three", 5)], output.Read(ref second).Select(line => (line.Text, line.WrittenAt.ToUnixTimeSeconds())));
    }

    private static List<string> Read(LiveOutput output, ref long place) => [.. output.Read(ref place).Select(line => line.Text)];
}
