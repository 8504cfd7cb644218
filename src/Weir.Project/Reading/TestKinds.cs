using Weir.Checks;
using Weir.Project.Schema;

namespace Weir.Project.Reading;

/// <summary>The keys that say what a test asks for, each with the test that it makes.</summary>
internal static class TestKinds
{
    private static readonly Key<string> Column = new("column", "The column.", Scalars.Text("the name of a column"))
    {
        IsRequired = true,
        Example = "quantity",
    };

    private static readonly ListShape<string> Columns = new("column", Scalars.Text("the name of a column"));

    private static readonly Key<IReadOnlyList<ListShape<TestValue>.Item>> Values = new(
        "values", "The values.", new ListShape<TestValue>("value", TestValues.Shape))
    {
        IsRequired = true,
        Example = "[open, closed]",
    };

    private static readonly Key<TestValue> Min = new("min", "The least value.", TestValues.Shape) { Example = "1" };

    private static readonly Key<TestValue> Max = new("max", "The greatest value.", TestValues.Shape) { Example = "100" };

    private static readonly Key<string> Pattern = new(
        "pattern", "The regular expression, as RE2 reads it. It must match the whole value.", RegularExpressions.Shape)
    {
        IsRequired = true,
        Example = "\"[A-Z]-[0-9]+\"",
    };

    private static readonly Key<string> To = new("to", "The table in which the values stand.", Scalars.Text("the name of a table"))
    {
        IsRequired = true,
        Example = "customers",
    };

    private static readonly Key<string> Field = new("field", "That table's column.", Scalars.Text("the name of a column"))
    {
        IsRequired = true,
        Example = "id",
    };

    private static readonly Key<int> Fewest = new("min", "The fewest rows.", Scalars.Integer(0, int.MaxValue));

    private static readonly Key<int> Most = new("max", "The most rows.", Scalars.Integer(0, int.MaxValue));

    private static readonly Key<TimeSpan> MaxAge = new(
        "max_age", "How old the newest value may be when the file is loaded.", Scalars.Duration(TimeSpan.FromDays(36_500)))
    {
        IsRequired = true,
        Example = "2d",
    };

    private static readonly Key<IReadOnlyList<ListShape<string>.Item>> NotNull =
        new("not_null", "Every row has a value in these columns.", Columns) { Example = "[order_id, sku]" };

    /// <summary>No two rows are alike in some columns.</summary>
    public static Key<IReadOnlyList<ListShape<string>.Item>> Unique { get; } = new(
        "unique",
        "No two rows have the same values in these columns, neither of those that are loaded nor of those that stand in the table. "
        + "Rows that lack one of them are not compared.",
        Columns)
    {
        Example = "[order_id]",
    };

    /// <summary>A query gives no row.</summary>
    public static Key<string> Sql { get; } = new(
        "sql",
        "One SELECT that gives the rows that are wrong: none, when all is well. It sees the new rows as `staged`, those that stand in "
        + "the table as `standing`, and every other table under its own name. It reads no files and changes nothing.",
        Scalars.Text("a query"))
    {
        Example = "SELECT * FROM staged WHERE shipped_at < ordered_at",
    };

    private static readonly Key<TestDraft> AcceptedValues = new(
        "accepted_values",
        "A column's value is one of these, or missing.",
        new RecordShape<TestDraft>([Column, Values], (f, r) => Of(f, new TestDefinition.AcceptedValues(
            f.Get(Column), [.. f.Get(Values).Select(v => v.Value.Text)])
        { Name = $"accepted_values({f.Get(Column)})" }) with
        {
            Values = [.. f.Get(Values).Select(v => v.Value)],
        }));

    private static readonly Key<TestDraft> AcceptedRange = new(
        "accepted_range",
        "A column's value is no less than `min` and no greater than `max`, or missing.",
        new RecordShape<TestDraft>([Column, Min, Max], BuildRange));

    private static readonly Key<TestDraft> Matches = new(
        "matches",
        "A column's whole value matches a regular expression, or is missing.",
        new RecordShape<TestDraft>([Column, Pattern], (f, r) => Of(
            f, new TestDefinition.Matches(f.Get(Column), f.Get(Pattern)) { Name = $"matches({f.Get(Column)})" })));

    private static readonly Key<TestDraft> Relationships = new(
        "relationships",
        "A column's value stands in a column of a table when it is loaded, or is missing.",
        new RecordShape<TestDraft>([Column, To, Field], BuildRelationships));

    private static readonly Key<TestDraft> RowCount = new(
        "row_count", "A file brings no fewer rows than `min` and no more than `max`.", new RecordShape<TestDraft>([Fewest, Most], BuildRowCount));

    private static readonly Key<TestDraft> Freshness = new(
        "freshness",
        "The newest value of a column of dates or timestamps, among a file's rows, is no older than `max_age`.",
        new RecordShape<TestDraft>([Column, MaxAge], (f, r) => Of(
            f, new TestDefinition.Freshness(f.Get(Column), f.Get(MaxAge)) { Name = $"freshness({f.Get(Column)})" }) with
        { NeedsTime = true }));

    /// <summary>All of them; a test has exactly one.</summary>
    public static IReadOnlyList<Key> All { get; } =
        [NotNull, Unique, AcceptedValues, AcceptedRange, Matches, Relationships, RowCount, Freshness, Sql];

    /// <summary>The tests of an item without what all kinds have in common.</summary>
    public static TestDraft? Build(Fields fields)
    {
        if (fields.TryGet(NotNull, out var columns))
        {
            return new TestDraft([.. columns.Select(c => new TestDefinition.NotNull(c.Value) { Name = $"not_null({c.Value})" })], fields.Map)
            {
                Columns = NamesIn(columns),
            };
        }

        if (fields.TryGet(Unique, out var unique))
        {
            var names = unique.Select(c => c.Value).ToList();
            return new TestDraft([new TestDefinition.Unique(names, WithinFile: false) { Name = $"unique({string.Join(",", names)})" }], fields.Map)
            {
                Columns = NamesIn(unique),
            };
        }

        if (fields.TryGet(Sql, out var sql))
        {
            return new TestDraft([new TestDefinition.Sql(sql, TestDefinition.Sql.DefaultTimeout) { Name = "sql" }], fields.Map);
        }

        Key<TestDraft>[] others = [AcceptedValues, AcceptedRange, Matches, Relationships, RowCount, Freshness];
        return others.Select(key => fields.TryGet(key, out var draft) ? draft : null).FirstOrDefault(draft => draft is not null);
    }

    private static TestDraft Of(Fields fields, TestDefinition test) => new([test], fields.Map)
    {
        Columns = fields.TryGet(Column, out var column) ? [new TestValue(column, fields.NodeOf(Column))] : [],
    };

    private static List<TestValue> NamesIn(IReadOnlyList<ListShape<string>.Item> columns) => [.. columns.Select(c => new TestValue(c.Value, c.Node))];

    private static TestDraft? BuildRange(Fields fields, ReadingContext reading)
    {
        var (min, max) = (fields.TryGet(Min, out var least) ? least : null, fields.TryGet(Max, out var greatest) ? greatest : null);
        if (min is null && max is null)
        {
            return WithoutBounds(fields, reading, fields.IsWrong(Min) || fields.IsWrong(Max));
        }

        var column = fields.Get(Column);
        return Of(fields, new TestDefinition.AcceptedRange(column, min?.Text, max?.Text) { Name = $"accepted_range({column})" }) with
        {
            Values = [.. new[] { min, max }.OfType<TestValue>()],
        };
    }

    private static TestDraft? BuildRowCount(Fields fields, ReadingContext reading)
    {
        long? min = fields.TryGet(Fewest, out var fewest) ? fewest : null;
        long? max = fields.TryGet(Most, out var most) ? most : null;
        if (min is null && max is null)
        {
            return WithoutBounds(fields, reading, fields.IsWrong(Fewest) || fields.IsWrong(Most));
        }

        if (min > max)
        {
            reading.Wrong(fields.NodeOf(Most), "WEIR2422", $"{reading.Label} has a 'max' that is less than its 'min'.", "Make it at least as great.");
        }

        return Of(fields, new TestDefinition.RowCount(min, max) { Name = "row_count" });
    }

    private static TestDraft? BuildRelationships(Fields fields, ReadingContext reading)
    {
        var to = fields.Get(To);
        if (reading.Tables is { } tables && !tables.Contains(to, StringComparer.OrdinalIgnoreCase))
        {
            reading.Wrong(
                fields.NodeOf(To), "WEIR2424", $"{reading.Label} names the table '{to}', which is not declared.", Nearest.Hint(to, tables, "Declared are"));
        }

        var column = fields.Get(Column);
        return Of(fields, new TestDefinition.Relationships(column, to, fields.Get(Field)) { Name = $"relationships({column})" });
    }

    private static TestDraft? WithoutBounds(Fields fields, ReadingContext reading, bool isTold)
    {
        if (!isTold)
        {
            reading.Wrong(fields.Map, "WEIR2422", $"{reading.Label} has neither 'min' nor 'max'.", "Add min: NUMBER, max: NUMBER, or both.");
        }

        return null;
    }
}
