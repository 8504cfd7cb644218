using Weir.Checks;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Local.Warehouses;
using Weir.Tables;

namespace Weir.Local.Checks;

/// <summary>Tests the rows that stand in tables, in a transaction that only reads.</summary>
/// <param name="rental">The connection.</param>
/// <param name="now">When this is.</param>
/// <param name="sample">How many rows of each table tests of rows look at; all of them when null.</param>
internal sealed class TableChecks(Rental rental, DateTimeOffset now, long? sample)
{
    private readonly Dictionary<(string Table, string Test), TestResult> _results = [];

    /// <summary>Runs every test of some tables.</summary>
    /// <exception cref="RefusedException">WEIR6012: nothing has been loaded into any of them.</exception>
    public IReadOnlyList<TestResult> Run(IReadOnlyList<TableDefinition> tables, CancellationToken cancellationToken)
    {
        Begin();
        var standing = tables.Select(table => (Table: table, Rows: StandingRows.Of(rental, table, sample))).ToList();
        if (standing.All(s => s.Rows is null))
        {
            throw new RefusedException(NotLoaded(tables));
        }

        foreach (var (table, _) in standing.Where(s => s.Rows is null))
        {
            foreach (var test in table.Tests)
            {
                Note(table, test, 0, 0, TestOutcome.Skipped, "nothing has been loaded into the table yet", []);
            }
        }

        var there = standing.Where(s => s.Rows is not null).Select(s => (s.Table, Rows: s.Rows!)).ToList();

        // What cannot be run ends the transaction, so that is found out of all tests before any of them is run.
        List<(StandingRows Rows, List<RowTest> Tests, List<FileTest> Whole)> scans =
            [.. there.Select(t => (t.Rows, Build(t.Table, test => OfRows(t.Rows, test)), Build(t.Table, test => AsWhole(t.Rows, test))))];
        foreach (var (rows, rowTests, whole) in scans)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Scan(rows, rowTests, whole);
        }

        foreach (var (table, rows) in there)
        {
            foreach (var sql in table.Tests.OfType<TestDefinition.Sql>())
            {
                cancellationToken.ThrowIfCancellationRequested();
                Ask(rows.All, sql);
            }
        }

        return [.. tables.SelectMany(table => table.Tests.Select(test => _results[(table.Name, test.Name)]))];
    }

    private static RowTest? OfRows(StandingRows rows, TestDefinition test) => test is TestDefinition.Unique unique
        ? StandingUnique.Of(rows, unique)
        : RowTests.Of(rows.Sample, [test]).SingleOrDefault();

    private FileTest? AsWhole(StandingRows rows, TestDefinition test) => FileTests.Of(rows.All, [test], now).SingleOrDefault();

    /// <summary>The tests of one kind, without those that cannot be run or say nothing of a table.</summary>
    private List<T> Build<T>(TableDefinition table, Func<TestDefinition, T?> build)
        where T : class
    {
        var built = new List<T>();
        foreach (var test in table.Tests.Where(test => !_results.ContainsKey((table.Name, test.Name))))
        {
            try
            {
                // No row leaves the table: a row that fails one test is looked at by all others.
                if (test is TestDefinition.RowCount && (table.WriteDisposition != WriteDisposition.Replace || table.Storage is { ReplacesPartitions: true }))
                {
                    Note(table, test, 0, 0, TestOutcome.Skipped, "it counts the rows of a file, and the table has those of many", []);
                }
                else if (build(test with { Quarantine = false }) is { } found)
                {
                    built.Add(found);
                }
            }
            catch (BrokenTestException broken)
            {
                NoteBroken(table, broken);
            }
        }

        return built;
    }

    private void Scan(StandingRows rows, List<RowTest> rowTests, List<FileTest> whole)
    {
        var table = rows.All.Table;
        if (rowTests.Count > 0)
        {
            var scan = new RowScan(rows.Sample, rowTests, []);
            var found = scan.Run(byFile: false)[0];
            foreach (var (i, test) in rowTests.Index())
            {
                var failing = found.Failing[i];
                var samples = failing > 0 ? scan.SamplesOf(test, byFile: false)[0] : [];
                Note(table, test.Test, found.Rows, failing, null, Verdicts.RowsFail(test.Test, failing, found.Rows, samples), samples);
            }
        }

        if (whole.Count > 0)
        {
            // Of a sample, neither the number nor the newest says anything.
            var found = new RowScan(rows.All, [], whole).Run(byFile: false)[0];
            foreach (var (i, test) in whole.Index())
            {
                Note(table, test.Test, found.Rows, found.FailsAsWhole[i] ? 1 : 0, null, $"{test.Test.Name}: {test.Why}", []);
            }
        }
    }

    /// <summary>Runs a query over all rows, which it may count and sum.</summary>
    private void Ask(TestedRows rows, TestDefinition.Sql test)
    {
        try
        {
            var query = new SqlTest(rows, test);
            var wrong = query.Count(loads: null, before: []);
            var samples = wrong > 0 ? query.SamplesOf(loads: null, before: []) : [];
            var count = new RowScan(rows, [], []).Run(byFile: false)[0].Rows;
            Note(rows.Table, test with { Quarantine = false }, count, wrong, null, Verdicts.QueryGives(test, wrong, samples), samples);
        }
        catch (BrokenTestException broken)
        {
            NoteBroken(rows.Table, broken);
        }
    }

    private void Begin() => rental.Execute("BEGIN TRANSACTION READ ONLY");

    /// <summary>A statement that fails ends its transaction: what comes after it needs another.</summary>
    private void NoteBroken(TableDefinition table, BrokenTestException broken)
    {
        Note(table, broken.Test, 0, 0, TestOutcome.Broken, broken.Failure.Message, []);
        rental.Execute("ROLLBACK");
        Begin();
    }

    private void Note(
        TableDefinition table, TestDefinition test, long rows, long failing, TestOutcome? outcome, string why, IReadOnlyList<string> samples)
    {
        var known = outcome ?? Verdicts.OutcomeOf(test, failing);
        _results[(table.Name, test.Name)] = new TestResult
        {
            Test = test.Name,
            Table = table.Name,
            RowsChecked = rows,
            RowsFailing = failing,
            Samples = samples,
            Severity = test.Severity,
            Outcome = known,
            Message = known == TestOutcome.Passed ? null : why,
            TestedAt = now,
        };
    }

    private static Failure NotLoaded(IReadOnlyList<TableDefinition> tables) => new(
        "WEIR6012",
        tables is [var one]
            ? $"The table {one.Name} is declared, and nothing has been loaded into it yet."
            : "Nothing has been loaded yet into any table that has tests.",
        "Put a file that its source takes, and let 'weir up' load it; 'weir loads' says how loads went.");
}
