using System.Globalization;

using Weir.Checks;
using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Local.Warehouses;
using Weir.Tables;

namespace Weir.Local.Checks;

/// <summary>Puts tests that look at one row at a time into SQL.</summary>
internal static class RowTests
{
    /// <summary>The tests of a table that look at one row at a time, but those that compare rows with one another.</summary>
    /// <exception cref="BrokenTestException">WEIR6030: one of them cannot be run.</exception>
    public static IReadOnlyList<RowTest> Of(TestedRows rows, IEnumerable<TestDefinition> tests) =>
        [.. tests.Select(test => Of(rows, test)).OfType<RowTest>()];

    private static RowTest? Of(TestedRows rows, TestDefinition test) => test switch
    {
        TestDefinition.NotNull t => Make(rows, t, t.Column, value => $"{value} IS NULL", "it is missing"),
        TestDefinition.AcceptedValues t => Make(
            rows,
            t,
            t.Column,
            value => $"{value} NOT IN ({string.Join(", ", t.Values.Select(v => Literal(rows, t, t.Column, v)))})",
            "it is not one of the accepted values"),
        TestDefinition.AcceptedRange t => Make(rows, t, t.Column, value => Outside(rows, t, value), $"it is not {Range(t)}"),
        TestDefinition.Matches t => Make(
            rows, t, t.Column, value => $"NOT regexp_full_match({value}::VARCHAR, {Pattern(rows, t)})", "it does not match the pattern"),
        TestDefinition.Relationships t => Make(
            rows, t, t.Column, value => $"{value} IS NOT NULL AND {Lacks(rows, t, value)}", $"it does not stand in {t.To}.{t.Field}"),
        _ => null,
    };

    private static RowTest Make(TestedRows rows, TestDefinition test, string column, Func<string, string> fails, string why)
    {
        var value = rows.Column(column);
        var reason = test is TestDefinition.NotNull
            ? DuckDbLiteral.Quote($"{test.Name}: {why}")
            : $"concat({DuckDbLiteral.Quote($"{test.Name}: {why}: ")}, left({value}::VARCHAR, 200))";
        return new RowTest(test, $"coalesce({fails(value)}, false)", column, reason);
    }

    private static string Outside(TestedRows rows, TestDefinition.AcceptedRange test, string value) => string.Join(
        " OR ",
        new[]
        {
            test.Min is { } min ? $"{value} < {Literal(rows, test, test.Column, min)}" : null,
            test.Max is { } max ? $"{value} > {Literal(rows, test, test.Column, max)}" : null,
        }.OfType<string>());

    private static string Range(TestDefinition.AcceptedRange test) => (test.Min, test.Max) switch
    {
        ({ } min, { } max) => $"between {min} and {max}",
        ({ } min, null) => $"{min} or more",
        (_, var max) => $"{max} or less",
    };

    /// <summary>A value of the test in the column's type.</summary>
    private static string Literal(TestedRows rows, TestDefinition test, string column, string text)
    {
        if (rows.TypeOf(column) is not { } type)
        {
            return "NULL";
        }

        var sql = ColumnTypes.SqlOf(type);
        using var command = rows.Rental.Connection.CreateCommand($"SELECT TRY_CAST($1::VARCHAR AS {sql}) IS NOT NULL");
        command.Parameters.Add(new DuckDbParameter(text));
        return !text.Contains('\0', StringComparison.Ordinal) && command.ExecuteScalar() is true
            ? $"CAST({DuckDbLiteral.Quote(text)} AS {sql})"
            : throw Broken(test, $"the column '{column}' is {type}, and '{text}' is no value of that type", "Correct the value.");
    }

    private static string Pattern(TestedRows rows, TestDefinition.Matches test)
    {
        try
        {
            using var command = rows.Rental.Connection.CreateCommand($"SELECT regexp_full_match('', {DuckDbLiteral.Quote(test.Pattern)})");
            command.ExecuteScalar();
            return DuckDbLiteral.Quote(test.Pattern);
        }
        catch (Exception error) when (error is ArgumentException or DuckDbException)
        {
            throw Broken(test, error.Message, "Correct the regular expression.", error);
        }
    }

    /// <summary>Whether a value is not in the other table. A table that nothing was loaded into has no value.</summary>
    private static string Lacks(TestedRows rows, TestDefinition.Relationships test, string value)
    {
        if (rows.TypeOf(test.Column) is not { } type || ShapeKeeper.Describe(rows.Rental, test.To) is not { } other)
        {
            return "true";
        }

        var field = other.Columns.FirstOrDefault(c => c.Name.Equals(test.Field, StringComparison.OrdinalIgnoreCase))
            ?? throw Broken(test, $"the table {test.To} has no column '{test.Field}'", "Correct the name.");
        var cast = IsNumber(type) == IsNumber(field.Type) && (IsNumber(type) || type.Kind == field.Type.Kind) ? "" : "::VARCHAR";
        var parent = $"SELECT p.{DuckDbIdentifier.Quote(field.Name)}{cast} AS v FROM {TableName.Quote(test.To)} AS p";
        var isOwn = test.To.Equals(rows.Table.Name, StringComparison.OrdinalIgnoreCase);
        var all = isOwn ? $"{parent} UNION ALL SELECT p.{DuckDbIdentifier.Quote(field.Name)}{cast} FROM {rows.Relation} AS p" : parent;
        return $"NOT EXISTS (FROM ({all}) AS parents WHERE parents.v = {value}{cast})";
    }

    private static bool IsNumber(ColumnType type) => type.Kind is ColumnKind.SmallInt or ColumnKind.Integer or ColumnKind.BigInt
        or ColumnKind.HugeInt or ColumnKind.Real or ColumnKind.Double or ColumnKind.Decimal;

    private static BrokenTestException Broken(TestDefinition test, string why, string hint, Exception? inner = null) => new(
        test,
        new Failure("WEIR6030", string.Create(CultureInfo.InvariantCulture, $"The test '{test.Name}' cannot be run: {why}."), hint),
        inner);
}
