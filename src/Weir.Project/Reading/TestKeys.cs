using Weir.Checks;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Tables;

namespace Weir.Project.Reading;

/// <summary>The key <c>tests</c> of a table.</summary>
internal static class TestKeys
{
    private static readonly Key<string> Name = new("name", "The test's name in results, unique in its table.", Scalars.Text("a name"))
    {
        Default = "the kind and the columns, such as not_null(sku)",
    };

    private static readonly Key<TestSeverity> Severity = new(
        "severity",
        "What a failure means: with `error` nothing of the file is published, with `warn` it is published and the failure is recorded.",
        Scalars.Choice(new Dictionary<string, TestSeverity> { ["error"] = TestSeverity.Error, ["warn"] = TestSeverity.Warn }, later: []))
    {
        Default = "error",
    };

    private static readonly Key<bool> Quarantine = new(
        "quarantine", "Sends just the rows that fail to the quarantine, and publishes the others.", Scalars.Boolean)
    {
        Default = "false",
    };

    private static readonly Key<bool> Within = new(
        "within",
        "What `unique` compares rows with: `table`, those that stand in the table too, or `file`, only those of their file.",
        Scalars.Choice(new Dictionary<string, bool> { ["table"] = false, ["file"] = true }, later: []))
    {
        Default = "table",
    };

    private static readonly Key<TimeSpan> Timeout = new("timeout", "How long `sql` may take.", Scalars.Duration(TimeSpan.FromHours(1)))
    {
        Default = "1m",
    };

    private static readonly RecordShape<TestDraft> Shape = new([.. TestKinds.All, Name, Severity, Quarantine, Within, Timeout], BuildOne)
    {
        ExactlyOneOf = TestKinds.All,
    };

    /// <summary>What must hold of rows before they are published.</summary>
    public static Key<IReadOnlyList<ListShape<TestDraft>.Item>> Key { get; } = new(
        "tests", "What must hold of rows before they are published.", new ListShape<TestDraft>("test", Shape));

    /// <summary>The tests of a table.</summary>
    /// <param name="fields">The table's keys.</param>
    /// <param name="columns">Its columns; none when they are inferred.</param>
    /// <param name="fromNames">Columns that come from the names of objects.</param>
    /// <param name="reading">Takes what is wrong.</param>
    public static IReadOnlyList<TestDefinition> Build(
        Fields fields, IReadOnlyList<ColumnDefinition>? columns, IReadOnlyList<string> fromNames, ReadingContext reading)
    {
        var tests = new List<TestDefinition>();
        foreach (var item in fields.TryGet(Key, out var items) ? items : [])
        {
            var here = reading.Item("test", item.Number);
            if (columns is not null)
            {
                CheckColumns(item.Value, columns, fromNames, here);
            }

            foreach (var test in item.Value.Tests)
            {
                if (tests.Exists(other => other.Name.Equals(test.Name, StringComparison.OrdinalIgnoreCase)))
                {
                    here.Wrong(item.Node, "WEIR2421", $"{here.Label} is called '{test.Name}', and so is another.", "Give one of them a name of its own.");
                }

                tests.Add(test);
            }
        }

        return tests;
    }

    private static TestDraft? BuildOne(Fields fields, ReadingContext reading)
    {
        if (TestKinds.Build(fields) is not { } draft)
        {
            return null;
        }

        RefuseNul(fields.Map, reading);
        RefuseUnlessMeant(fields, Within, fields.Has(TestKinds.Unique), "only 'unique' compares rows", reading);
        RefuseUnlessMeant(fields, Timeout, fields.Has(TestKinds.Sql), "only 'sql' can take long", reading);
        if (fields.Get(Quarantine, false))
        {
            var isOfRows = draft.Tests.All(t => t is not (TestDefinition.RowCount or TestDefinition.Freshness or TestDefinition.Sql));
            RefuseUnlessMeant(fields, Quarantine, isOfRows, "it does not say which rows fail", reading);
            RefuseUnlessMeant(fields, Severity, false, "rows that fail go to the quarantine", reading);
        }

        return draft with { Node = fields.Map, Tests = [.. draft.Tests.Select(test => Complete(test, fields, draft.Tests.Count > 1))] };
    }

    private static TestDefinition Complete(TestDefinition test, Fields fields, bool isOneOfSeveral)
    {
        var named = test switch
        {
            TestDefinition.Unique unique => unique with { WithinFile = fields.Get(Within, false) },
            TestDefinition.Sql sql => sql with { Timeout = fields.Get(Timeout, TestDefinition.Sql.DefaultTimeout) },
            _ => test,
        };
        return named with
        {
            Name = fields.TryGet(Name, out var name) ? NameOf(name, test, isOneOfSeveral) : test.Name,
            Severity = fields.Get(Severity, TestSeverity.Error),
            Quarantine = fields.Get(Quarantine, false),
        };
    }

    private static string NameOf(string name, TestDefinition test, bool isOneOfSeveral) =>
        isOneOfSeveral && test is TestDefinition.NotNull(var column) ? $"{name}({column})" : name;

    private static void RefuseUnlessMeant(Fields fields, Key key, bool isMeant, string why, ReadingContext reading)
    {
        if (fields.Has(key) && !isMeant)
        {
            reading.Wrong(fields.NameOf(key), "WEIR2422", $"{reading.Label} has '{key.Name}', but {why}.", "Remove the key.");
        }
    }

    /// <summary>SQL ends at the character NUL.</summary>
    private static void RefuseNul(YamlNode node, ReadingContext reading)
    {
        switch (node)
        {
            case YamlNode.Scalar scalar when scalar.Text.Contains('\0', StringComparison.Ordinal):
                reading.Wrong(scalar, "WEIR2422", $"{reading.Label} holds the character NUL, which no SQL can.", "Remove it.");
                break;
            case YamlNode.Items items:
                items.Values.ToList().ForEach(item => RefuseNul(item, reading));
                break;
            case YamlNode.Map map:
                map.Entries.ToList().ForEach(entry => RefuseNul(entry.Value, reading));
                break;
        }
    }

    private static void CheckColumns(
        TestDraft draft, IReadOnlyList<ColumnDefinition> columns, IReadOnlyList<string> fromNames, ReadingContext reading)
    {
        var isDeclared = columns.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var named in draft.Columns.Where(c => isDeclared.Contains(c.Text) || !fromNames.Contains(c.Text, StringComparer.OrdinalIgnoreCase)))
        {
            var column = columns.FirstOrDefault(c => c.Name.Equals(named.Text, StringComparison.OrdinalIgnoreCase));
            if (column is null)
            {
                reading.Wrong(
                    named.Node,
                    "WEIR2407",
                    $"{reading.Label} names the column '{named.Text}', which the table does not have.",
                    Nearest.Hint(named.Text, [.. columns.Select(c => c.Name)], "Its columns are"));
                continue;
            }

            if (draft.NeedsTime && column.Type.Kind is not (ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.TimestampTz))
            {
                reading.Wrong(
                    named.Node,
                    "WEIR2422",
                    $"{reading.Label} asks how old '{column.Name}' is, which is {column.Type} and no date.",
                    "Name a column of dates or timestamps.");
            }

            foreach (var value in draft.Values.Where(value => !TestValues.Fits(column.Type, value.Text)))
            {
                reading.Wrong(
                    value.Node,
                    "WEIR2422",
                    $"{reading.Label} compares '{column.Name}', which is {column.Type}, with '{value.Text}', which is none.",
                    $"Write a value of the type {column.Type}.");
            }
        }
    }
}
