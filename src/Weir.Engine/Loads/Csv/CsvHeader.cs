using System.Globalization;
using System.Text;
using System.Text.Unicode;

using Weir.Engine.Loads.Reading;
using Weir.Engine.Loads.Values;
using Weir.Failures;

namespace Weir.Engine.Loads.Csv;

/// <summary>The first record of a CSV file, which names its columns.</summary>
/// <param name="Dialect">How the file is written.</param>
/// <param name="Names">The names, in order, each of them once: one that is empty, or stands there again, has a number in it.</param>
/// <param name="Length">Its bytes, with its line break.</param>
internal sealed record CsvHeader(CsvDialect Dialect, IReadOnlyList<string> Names, int Length)
{
    private const int MaxColumns = 10_000;

    /// <summary>The names that stand in the file more than once: which of their columns is meant nobody can tell.</summary>
    public IReadOnlySet<string> Repeated { get; init; } = new HashSet<string>();

    /// <summary>Whether the file has a header. Without one, columns are called after their place: <c>column_1</c>, <c>column_2</c>, …</summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>Gives fields as text.</summary>
    public TextOfToken Texts() => new(Dialect.Quote, Dialect.Escape);

    /// <summary>The place of a column: of its name in the same case, else in any. Negative when it is not there.</summary>
    public int Find(string name)
    {
        for (var index = 0; index < Names.Count; index++)
        {
            if (Names[index] == name)
            {
                return index;
            }
        }

        return Names.ToList().FindIndex(other => other.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads the header of a file.</summary>
    /// <param name="content">The file.</param>
    /// <param name="slab">Its beginning; afterwards it begins with the header.</param>
    /// <param name="maxSize">The longest header, in bytes.</param>
    /// <param name="header">The header; without names when the file is empty.</param>
    /// <returns>Why it cannot be used, if so.</returns>
    public static unsafe Failure? Read(FileContent content, Slab slab, int maxSize, out CsvHeader header)
    {
        PassOverLines(content, slab);
        PassOverBlankLines(slab);
        var dialect = CsvDialect.Of(content.Tally.File.Object.Name.Key, content.Format).For(slab.Content);
        slab.LineBreak = dialect.LineBreak;
        header = new CsvHeader(dialect, [], 0);
        while (!content.Ended && new CsvRecords(dialect).End(slab.Content) == 0)
        {
            if (slab.Length >= maxSize)
            {
                return new Failure("WEIR6105", $"the header is longer than {maxSize >> 20} MiB", "Begin the file with its columns' names.");
            }

            slab.Grow();
            content.Fill(slab);
        }

        if (slab.Length == 0)
        {
            return null;
        }

        var fields = new Token[MaxColumns];
        var next = CsvScanner.Record(slab.Start, slab.End, dialect, fields, out var count, out var fault);
        if (!content.Format.HasHeader && count <= MaxColumns)
        {
            var places = Enumerable.Range(1, count).Select(place => string.Create(CultureInfo.InvariantCulture, $"column_{place}"));
            header = new CsvHeader(dialect, [.. places], 0) { IsNamed = false };
            return null;
        }

        if (fault != CsvFault.None || count > MaxColumns)
        {
            return fault != CsvFault.None
                ? CsvFaults.Explain(fault)
                : new Failure("WEIR6131", $"the header names more than {MaxColumns} columns", "Is this a CSV file?");
        }

        var texts = header.Texts();
        var names = new List<string>(count);
        foreach (var field in fields.AsSpan(0, count))
        {
            _ = texts.TryGet(field, anyKind: true, out var name);
            names.Add(Encoding.UTF8.GetString(name));
        }

        var repeated = names.GroupBy(name => name).Where(same => same.Skip(1).Any()).Select(same => same.Key);
        header = new CsvHeader(dialect, Distinct(names), (int)(next - slab.Start)) { Repeated = repeated.ToHashSet() };
        return Unreadable(slab.Content[..header.Length]);
    }

    /// <summary>Leaves out the lines that come before the header.</summary>
    private static void PassOverLines(FileContent content, Slab slab)
    {
        for (var left = content.Format.SkipLines; left > 0 && slab.Length > 0;)
        {
            var end = slab.Content.IndexOfAny((byte)'\r', (byte)'\n');
            slab.Drop(end < 0 ? slab.Length : end);
            content.Fill(slab);
            if (end >= 0)
            {
                slab.Drop(slab.Content.StartsWith("\r\n"u8) ? 2 : 1);
                content.Fill(slab);
                left--;
            }
        }
    }

    private static void PassOverBlankLines(Slab slab)
    {
        var blank = slab.Content.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        slab.Drop(blank < 0 ? slab.Length : blank);
    }

    private static Failure? Unreadable(ReadOnlySpan<byte> text)
    {
        if (text.Contains((byte)0))
        {
            return new Failure("WEIR6136", "the header holds NUL bytes: the file is no text, or not written in UTF-8", "Write it in UTF-8.");
        }

        return Utf8.IsValid(text) ? null : new Failure("WEIR6102", "the header is not valid UTF-8", "Write it in UTF-8.");
    }

    /// <summary>Exports of spreadsheets end their lines in commas, and repeat what people call alike.</summary>
    private static List<string> Distinct(List<string> names)
    {
        var first = new HashSet<string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(names, StringComparer.Ordinal);
        var distinct = new List<string>(names.Count);
        foreach (var (index, name) in names.Index())
        {
            distinct.Add(name.Length == 0 ? Numbered("column", index + 1) : first.Add(name) ? name : Numbered(name, 2));
        }

        return distinct;

        string Numbered(string name, int number)
        {
            string own;
            do
            {
                own = string.Create(CultureInfo.InvariantCulture, $"{name}_{number++}");
            }
            while (!taken.Add(own));
            return own;
        }
    }
}
