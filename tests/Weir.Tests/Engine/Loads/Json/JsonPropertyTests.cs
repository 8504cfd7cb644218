using System.Text;
using System.Text.Json;

using Weir.Engine.Loads.Json;
using Weir.Engine.Loads.Reading;
using Weir.Tables;

using static Weir.Tests.Engine.Loads.Intake;

namespace Weir.Tests.Engine.Loads.Json;

/// <summary>What is read, against a naive reading of the same text with System.Text.Json.</summary>
public class JsonPropertyTests
{
    private static readonly string[] RowPaths =
        ["$.a[*]", "$.a[*].b[*]", "$.b", "$['a.b'][*][*]", "$.a[0]", "$.c[*]", "$.a.b[1].c", "$.a.b[*].c", "$.a.b[*].c[*]", "$.a[*]['a.b']", "$[''][*]"];

    private static readonly string[] ColumnPaths =
        ["@", "@.a", "@.b", "@['a.b']", "@.a.b", "@.b[0]", "@.a[1].c", "@.é", "@['']", "$.a", "$.c.b", "@['b\\\"']",
        "@['a long name of more than eight bytes']"];

    private static readonly string[] ColumnNames = ["a", "B", "É", "A long name of more than eight bytes"];

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    [Fact]
    public void Rows_and_values_are_those_of_a_naive_reading()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var json = new RandomJson(random) { HasLineBreaks = seed % 2 == 0 };
            var rows = random.Next(2) == 0 ? null : Path(RowPaths[random.Next(RowPaths.Length)]);
            var paths = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(3) == 0
                ? ValuePath.OfColumn(ColumnNames[random.Next(ColumnNames.Length)])
                : Path(ColumnPaths[random.Next(ColumnPaths.Length)])).ToList();
            var table = Table([.. paths.Select((path, i) => Column($"c{i}") with { Path = path })]) with { Rows = rows };
            var documents = Enumerable.Range(0, random.Next(6)).Select(_ => json.Object(4)).ToList();
            var text = random.Next(2) == 0
                ? string.Join(random.Next(2) == 0 ? "\n" : " ", documents)
                : $"[{string.Join(" ,\n", documents)}]";

            // How a file is laid out is seen from its first piece, so that must not be too small where lines could mislead.
            var limits = text.StartsWith('[') || !text.Contains('\n') ? LimitsBy(random) : ReadingLimits.Default;
            var intake = new Intake(limits, ("a.json", Utf8(text)));

            var read = Pull(new JsonRowSource(table, intake.Batch), random.Next(1, 4), random.Next(1, 6));

            var naive = documents.SelectMany(document => Naive(document, rows, paths)).ToList();
            var expected = naive.Where(row => row is not null).Select(row => string.Join('|', row!)).Order();
            Assert.Equal(expected, read.Select(row => string.Join('|', row[..^1].Select(cell => cell ?? "∅"))).Order());
            Assert.True(naive.Count(row => row is null) == intake.Refused.Count, $"seed {seed}: {rows} in {text}\n{string.Join('\n', intake.Refused)}");
            Assert.Equal(intake.Tally.RowsParsed, intake.Tally.RowsLoaded + intake.Tally.RowsQuarantined);
        }
    }

    [Fact]
    public void Damaged_lines_are_those_that_a_naive_reading_refuses()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var json = new RandomJson(random);
            var bytes = json.Damage(string.Join('\n', Enumerable.Range(0, random.Next(8)).Select(_ => json.Object(3))));
            var intake = new Intake(LimitsBy(random), ("a.ndjson", bytes));

            var read = Pull(new JsonRowSource(Table(Column("r", "json", "@")), intake.Batch), random.Next(1, 3), 2);

            var lines = Lines(bytes).Where(line => line.Length > 0).ToList();
            var good = lines.Where(IsDocument).ToList();
            if (lines.Except(good).Any(line => line.AsSpan().TrimStart(" \t\r"u8) is [(byte)'[', ..]))
            {
                // What stands before the break of an array is read, which a naive reading cannot tell.
                continue;
            }

            Assert.Equal(
                good.SelectMany(Documents).Where(HasNoHalfPair).Order(),
                read.Select(row => (string?)row[0] ?? "null").Order());
            Assert.Equal(intake.Tally.RowsParsed, intake.Tally.RowsLoaded + intake.Tally.RowsQuarantined);
            Assert.Equal(good.Count == lines.Count && good.SelectMany(Documents).All(HasNoHalfPair), intake.Refused.Count == 0);
        }
    }

    [Fact]
    public void Neither_the_size_of_pieces_nor_the_number_of_readers_changes_what_is_read()
    {
        var random = new Random(5);
        var json = new RandomJson(random);
        var text = new List<byte>();
        for (var line = 0; line < 2000; line++)
        {
            text.AddRange(line % 10 == 0 ? json.Damage(json.Object(3)) : Utf8(json.Object(3)));
            text.Add((byte)'\n');
        }

        var table = Table(Column("a", "bigint"), Column("b"));
        var results =
            from size in new[] { 64, 1000, 4096, 1 << 20 }
            from readers in new[] { 1, 2, 3 }
            from isGzip in new[] { false, true }
            select Read(table, size, readers, isGzip ? ("a.ndjson.gz", Gzip([.. text])) : ("a.ndjson", text.ToArray()));

        Assert.Single(results.Distinct());
    }

    [Fact]
    public void Many_small_files_and_large_ones_are_each_read_once_on_many_threads()
    {
        var small = Enumerable.Range(0, 300).Select(i => ($"{i}.json", Utf8($"[{{\"id\":{i}}},{{\"id\":{i}}}]")));
        var lines = string.Concat(Enumerable.Range(1000, 20_000).Select(i => $"{{\"id\":{i}}}\n"));
        (string, byte[])[] files = [.. small, ("x.ndjson", Utf8(lines)), ("y.ndjson.gz", Gzip(Utf8(lines)))];
        var intake = new Intake(new ReadingLimits { SlabSize = 4096 }, files);

        var read = PullOnThreads(new JsonRowSource(Table(Column("id", "bigint")), intake.Batch), 4, 100);

        Assert.Equal(40_600, read.Count);
        Assert.All(read.GroupBy(row => row[0]), rows => Assert.Equal(2, rows.Count()));
        Assert.Equal(40_600, intake.Batch.Tallies.Sum(tally => tally.RowsLoaded));
    }

    private static string Read(TableDefinition table, int slabSize, int readers, (string, byte[]) file)
    {
        var intake = new Intake(new ReadingLimits { SlabSize = slabSize }, file);
        var rows = PullOnThreads(new JsonRowSource(table, intake.Batch), readers).Select(row => string.Join('|', row)).Order();
        var refused = intake.Refused.OrderBy(row => row.Line).Select(row => row.ToString());
        return string.Join('\n', rows.Concat(refused).Append($"{intake.Tally.FirstError} {intake.Tally.RowsParsed}"));
    }

    private static ReadingLimits LimitsBy(Random random) => new() { SlabSize = random.Next(2) == 0 ? 16 : 1 << 16 };

    private static List<byte[]> Lines(byte[] bytes)
    {
        List<byte[]> lines = [];
        var rest = bytes.AsSpan();
        while (rest.IndexOf((byte)'\n') is >= 0 and var end)
        {
            lines.Add(rest[..end].ToArray());
            rest = rest[(end + 1)..];
        }

        lines.Add(rest.ToArray());
        return [.. lines.Select(line => Encoding.UTF8.GetString(line).Trim(' ', '\t', '\r').Length == 0 ? [] : line)];
    }

    private static bool IsDocument(byte[] line)
    {
        if (!System.Text.Unicode.Utf8.IsValid(line))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(line, Deep);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool HasNoHalfPair(string json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        return IsText(document.RootElement);
    }

    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is not null,
                JsonValueKind.Array => value.EnumerateArray().All(IsText),
                JsonValueKind.Object => value.EnumerateObject().All(member => member.Name is not null && IsText(member.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static List<string> Documents(byte[] line)
    {
        using var document = JsonDocument.Parse(line, Deep);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? [.. document.RootElement.EnumerateArray().Select(element => element.GetRawText())]
            : [document.RootElement.GetRawText()];
    }

    private static List<string[]?> Naive(string text, ValuePath? rows, List<ValuePath> columns)
    {
        using var document = JsonDocument.Parse(text, Deep);
        var root = document.RootElement;
        List<JsonElement> found = [];
        if (!Select(root, rows?.Steps ?? [], found))
        {
            return [null];
        }

        var ofRow = columns.Where(path => path.FromRow || rows is null).ToList();
        var taken = ofRow.Select(path => path.Steps is [PathStep.Member member, ..] ? member.Name : null).ToHashSet();
        var anyCase = ofRow.Where(path => path.AnyCase).Select(path => ((PathStep.Member)path.Steps[0]).Name).ToHashSet();
        var wantsObjects = columns.Exists(path => (path.FromRow || rows is null) && path.Steps is [PathStep.Member, ..]);
        return
            [
                .. found.Select(row => wantsObjects && row.ValueKind != JsonValueKind.Object
                    ? null
                    : columns.Select(path => Cell(path.FromRow ? row : root, InCaseOf(row, path))).ToArray()),
            ];

        // A column that says nothing else takes the last member in another case, of those that no column names, when there is none in its own.
        IReadOnlyList<PathStep> InCaseOf(JsonElement row, ValuePath path) =>
            ofRow.Contains(path) && path.Steps is [PathStep.Member member] && anyCase.Contains(member.Name)
                && row.ValueKind == JsonValueKind.Object && !row.TryGetProperty(member.Name, out _)
                && row.EnumerateObject().LastOrDefault(other => !taken.Contains(other.Name) && other.Name.Equals(member.Name, StringComparison.OrdinalIgnoreCase)) is
                { Value.ValueKind: not JsonValueKind.Undefined } found
                ? [new PathStep.Member(found.Name)]
                : path.Steps;
    }

    private static string Cell(JsonElement from, IReadOnlyList<PathStep> steps)
    {
        List<JsonElement> found = [];
        Select(from, steps, found);
        return found switch
        {
            [] or [{ ValueKind: JsonValueKind.Null }] => "∅",
            [{ ValueKind: JsonValueKind.String } one] => one.GetString()!,
            [var one, ..] => one.GetRawText(),
        };
    }

    /// <returns>False when there is something else where an array should be.</returns>
    private static bool Select(JsonElement from, IReadOnlyList<PathStep> steps, List<JsonElement> found)
    {
        if (steps.Count == 0)
        {
            found.Add(from);
            return true;
        }

        PathStep[] rest = [.. steps.Skip(1)];
        switch (steps[0])
        {
            case PathStep.Member member:
                return from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(member.Name, out var value)
                    || Select(value, rest, found);
            case PathStep.Element element:
                return from.ValueKind != JsonValueKind.Array || element.Index >= from.GetArrayLength()
                    || Select(from[element.Index], rest, found);
            default:
                return from.ValueKind == JsonValueKind.Array
                    ? from.EnumerateArray().ToList().TrueForAll(each => Select(each, rest, found))
                    : from.ValueKind == JsonValueKind.Null;
        }
    }
}
