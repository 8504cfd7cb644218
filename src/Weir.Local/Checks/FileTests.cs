using System.Globalization;

using Weir.Checks;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Local.Checks;

/// <summary>Puts tests that look at the rows of one file together into SQL.</summary>
internal static class FileTests
{
    /// <exception cref="BrokenTestException">WEIR6030: one of them cannot be run.</exception>
    public static IReadOnlyList<FileTest> Of(TestedRows rows, IEnumerable<TestDefinition> tests, DateTimeOffset now) =>
        [.. tests.Select(test => Of(rows, test, now)).OfType<FileTest>()];

    private static FileTest? Of(TestedRows rows, TestDefinition test, DateTimeOffset now) => test switch
    {
        TestDefinition.RowCount t => new FileTest(t, counts => Outside(t, $"count(*) FILTER (WHERE {counts})"), t.Min > 0)
        {
            Why = $"the number of rows is not {Range(t)}",
        },
        TestDefinition.Freshness t => new FileTest(t, counts => IsOlder(rows, t, now, counts), FailsWhenEmpty: false)
        {
            Why = $"the newest '{t.Column}' is older than {Age(t.MaxAge)}, or there is none",
        },
        _ => null,
    };

    private static string Outside(TestDefinition.RowCount test, string count) => string.Join(
        " OR ",
        new[]
        {
            test.Min is { } min ? $"{count} < {TestedRows.Text(min)}" : null,
            test.Max is { } max ? $"{count} > {TestedRows.Text(max)}" : null,
        }.OfType<string>());

    private static string Range(TestDefinition.RowCount test) => (test.Min, test.Max) switch
    {
        ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $"between {min} and {max}"),
        ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $"{min} or more"),
        (_, var max) => string.Create(CultureInfo.InvariantCulture, $"{max} or less"),
    };

    /// <summary>Files all of whose rows were taken out for other reasons are not told that they are old.</summary>
    private static string IsOlder(TestedRows rows, TestDefinition.Freshness test, DateTimeOffset now, string counts)
    {
        if (rows.TypeOf(test.Column) is not { } type)
        {
            return $"count(*) FILTER (WHERE {counts}) > 0";
        }

        if (type.Kind is not (ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.TimestampTz))
        {
            throw new BrokenTestException(test, new Failure(
                "WEIR6030",
                $"The test '{test.Name}' cannot be run: the column '{test.Column}' is {type}, and no date.",
                "Name a column of dates or timestamps."));
        }

        var oldest = TestedRows.Text((now - test.MaxAge - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        var bound = type.Kind == ColumnKind.TimestampTz ? $"make_timestamptz({oldest})" : $"make_timestamp({oldest})";
        return $"count(*) FILTER (WHERE {counts}) > 0 AND coalesce(max({rows.Column(test.Column)}) FILTER (WHERE {counts}) < {bound}, true)";
    }

    private static string Age(TimeSpan age) => age switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0.#} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0.#} hours"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0.#} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.TotalSeconds:0.###} seconds"),
    };
}
