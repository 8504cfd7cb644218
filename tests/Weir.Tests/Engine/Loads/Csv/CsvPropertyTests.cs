using System.Text;

using Weir.Engine.Loads.Csv;
using Weir.Engine.Loads.Reading;

using static Weir.Tests.Engine.Loads.Intake;

namespace Weir.Tests.Engine.Loads.Csv;

/// <summary>The reader of CSV against one that goes character by character.</summary>
public class CsvPropertyTests
{
    [Fact]
    public void Rows_and_refusals_are_those_of_a_naive_reading()
    {
        var table = Table(Column("a"), Column("b"), Column("c"));
        for (var seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var text = Text(random);
            var limits = new ReadingLimits { SlabSize = random.Next(2) == 0 ? 16 : 1 << 16 };
            var intake = new Intake(limits, ("a.csv", Utf8("a,b,c\n" + text)));

            var read = Pull(new CsvRowSource(table, intake.Batch), random.Next(1, 3), random.Next(1, 4));

            var naive = Naive(text);
            Assert.Equal(
                naive.Where(row => row is { Count: 3 }).Select(row => string.Join('|', row!.Select(cell => cell ?? "∅"))).Order(),
                read.Select(row => string.Join('|', row[..^1].Select(cell => cell ?? "∅"))).Order());
            Assert.Equal(naive.Count(row => row is not { Count: 3 }), intake.Refused.Count);
            Assert.Equal(naive.Count, intake.Tally.RowsParsed);
            Assert.Equal(intake.Tally.RowsParsed, intake.Tally.RowsLoaded + intake.Tally.RowsQuarantined);
        }
    }

    private static string Text(Random random)
    {
        string[] fields = ["", "x", "\"\"", "\"x,y\"", "\"a\nb\"", "\"q\"\"q\"", "5\"", "\"\"\"\"", " ", "longer than thirty-two bytes, no: thus far"];
        var text = new StringBuilder();
        for (var row = random.Next(6); row > 0; row--)
        {
            var count = random.Next(8) == 0 ? random.Next(1, 5) : 3;
            text.AppendJoin(',', Enumerable.Range(0, count).Select(_ => fields[random.Next(fields.Length - 1)]));
            text.Append(random.Next(3) == 0 ? "\r\n" : "\n");
        }

        for (var damage = random.Next(3); damage > 1 && text.Length > 0; damage--)
        {
            text[random.Next(text.Length)] = "\",\nx"[random.Next(4)];
        }

        return text.ToString();
    }

    /// <summary>The records that are not blank: their fields, or nothing for one that is malformed.</summary>
    private static List<List<string?>?> Naive(string text)
    {
        List<List<string?>?> records = [];
        var at = 0;
        while (at < text.Length)
        {
            var start = at;
            var fields = new List<string?>();
            var isMalformed = false;
            while (true)
            {
                string? field;
                if (at < text.Length && text[at] == '"')
                {
                    (field, at) = Quoted(text, at + 1, ref isMalformed);
                    var rest = at;
                    at = Plain(text, at);
                    isMalformed |= text[rest..at].TrimEnd('\r').Length > 0 || (at > rest && at < text.Length && text[at] == ',');
                    isMalformed |= at - rest > 1;
                }
                else
                {
                    var stop = Plain(text, at);
                    var isLast = stop == text.Length || text[stop] == '\n';
                    field = text[at..stop];
                    field = isLast && field.EndsWith('\r') ? field[..^1] : field;
                    field = field.Length == 0 ? null : field;
                    at = stop;
                }

                fields.Add(field);
                if (at == text.Length || text[at] == '\n')
                {
                    at++;
                    break;
                }

                at++;
            }

            var isBlank = text[start..Math.Min(at, text.Length)].Trim('\r', '\n').Length == 0 && fields is [null];
            if (!isBlank)
            {
                records.Add(isMalformed ? null : fields);
            }
        }

        return records;
    }

    private static (string Field, int At) Quoted(string text, int at, ref bool isMalformed)
    {
        var field = new StringBuilder();
        while (at < text.Length)
        {
            if (text[at] != '"')
            {
                field.Append(text[at++]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append('"');
                at += 2;
            }
            else
            {
                return (field.ToString(), at + 1);
            }
        }

        isMalformed = true;
        return ("", at);
    }

    private static int Plain(string text, int at)
    {
        while (at < text.Length && text[at] is not (',' or '\n'))
        {
            at++;
        }

        return at;
    }
}
