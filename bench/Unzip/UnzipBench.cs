using System.Globalization;
using System.IO.Compression;
using System.Text;

using Weir.Bench.Measuring;

namespace Weir.Bench.Unzip;

/// <summary>Archives unpacked: one large file, and many small ones.</summary>
internal static class UnzipBench
{
    private const string Durable = ".NET's ZipFile, and fsync";
    private const string Plain = ".NET's ZipFile alone, nothing durable";
    private const string ByWeir = "Weir, durable, checked, an event for each file";

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var bytes = options.Quick ? 100_000_000 : 1_000_000_000;
        var large = workspace.Input(
            string.Create(CultureInfo.InvariantCulture, $"large-{bytes}.zip"), path => WriteLarge(path, bytes));
        var largeTurns = new Interleaved(workspace, options, "MB/s");
        Enter(largeTurns, large, 1, bytes / 1e6);
        await largeTurns.RunAsync();

        var count = options.Quick ? 2_000 : 10_000;
        var small = workspace.Input(
            string.Create(CultureInfo.InvariantCulture, $"small-{count}.zip"), path => WriteSmall(path, count));
        var smallTurns = new Interleaved(workspace, options, "files/s");
        Enter(smallTurns, small, count, count);
        await smallTurns.RunAsync();

        var section = new Section(string.Create(
            CultureInfo.InvariantCulture, $"Unzip: one file of {bytes / 1e6:N0} MB (MB/s), and {count:N0} of 2 KB (files/s)"));
        largeTurns.Report(section);
        smallTurns.Report(section);
        largeTurns.HoldRatio(section, "one large file, over .NET with fsync", ByWeir, Durable, 0.8);
        smallTurns.HoldRatio(section, "small files, over .NET with fsync", ByWeir, Durable, 1);
        return section;
    }

    private static void Enter(Interleaved turns, string zip, int entries, double amount)
    {
        turns.Add(Durable, folder => Task.FromResult(amount / PlainUnzip.Run(folder, zip, durable: true)));
        turns.Add(Plain, folder => Task.FromResult(amount / PlainUnzip.Run(folder, zip, durable: false)));
        turns.Add(ByWeir, async folder => amount / await WeirUnzip.RunAsync(folder, zip, entries));
    }

    private static void WriteLarge(string path, int bytes)
    {
        var random = new Random(1);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using var entry = zip.CreateEntry("measurements.csv", CompressionLevel.Fastest).Open();
        var written = 0;
        while (written < bytes)
        {
            var line = Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"2026-11-{random.Next(1, 31):D2},{random.Next(100_000)},station {random.Next(200)},{random.NextDouble():F6}\n"));
            var count = Math.Min(line.Length, bytes - written);
            entry.Write(line, 0, count);
            written += count;
        }
    }

    private static void WriteSmall(string path, int count)
    {
        var random = new Random(2);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        for (var index = 0; index < count; index++)
        {
            using var entry = zip.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"{index % 20}/{index}.json")).Open();
            var text = string.Concat(Enumerable.Range(0, 40).Select(n => string.Create(
                CultureInfo.InvariantCulture, $$"""{"line":{{n}},"sku":"a-{{random.Next(10_000)}}","quantity":{{random.Next(9)}}}""")));
            entry.Write(Encoding.ASCII.GetBytes(text));
        }
    }
}
