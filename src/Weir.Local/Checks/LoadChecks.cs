using Weir.Checks;
using Weir.Engine.Warehouses;
using Weir.Loads;

namespace Weir.Local.Checks;

/// <summary>Tests the staged rows of a load, and takes away what is not to be published.</summary>
/// <remarks>
/// First come all tests that look at each row, or at each file, by itself, in one reading; then those that compare rows with
/// one another; then queries. Each sees only what those before it left.
/// </remarks>
internal sealed class LoadChecks
{
    private readonly TestedRows _rows;
    private readonly DateTimeOffset _now;
    private readonly RowRemoval _removal;
    private readonly SortedDictionary<long, TestedFile> _files;
    private readonly List<TestResult> _results = [];

    private LoadChecks(TestedRows rows, IEnumerable<TestedFile> files, DateTimeOffset now)
    {
        (_rows, _now, _removal) = (rows, now, new RowRemoval(rows, now));
        _files = new SortedDictionary<long, TestedFile>(files.ToDictionary(f => f.LoadId));
    }

    /// <summary>Runs the tests within the open transaction.</summary>
    /// <param name="rows">The staged rows.</param>
    /// <param name="tests">The tests.</param>
    /// <param name="records">What became of each file so far.</param>
    /// <param name="now">When this is.</param>
    /// <param name="cancellationToken">Ends it between two tests.</param>
    /// <returns>What became of each file with that, in the same order, and the results.</returns>
    /// <exception cref="BrokenTestException">A test cannot be run.</exception>
    public static (IReadOnlyList<LoadRecord> Records, IReadOnlyList<TestResult> Results) Run(
        TestedRows rows, LoadTests tests, IReadOnlyList<LoadRecord> records, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var files = records
            .Where(r => rows.Files.ContainsKey(r.LoadId))
            .Select(r => new TestedFile(r, rows.Table.OnError))
            .ToList();
        var checks = new LoadChecks(rows, files, now);
        checks.Run(tests, cancellationToken);
        var tested = files.ToDictionary(f => f.LoadId, f => f.Record);
        return ([.. records.Select(r => tested.GetValueOrDefault(r.LoadId, r))], checks._results);
    }

    private IEnumerable<TestedFile> Left => _files.Values.Where(f => !f.HasFailed);

    private void Run(LoadTests tests, CancellationToken cancellationToken)
    {
        List<TestDefinition> usable = [.. tests.Table.Tests.Where(t => !tests.Broken.ContainsKey(t))];
        Scan(RowTests.Of(_rows, usable), FileTests.Of(_rows, usable, _now));
        foreach (var unique in usable.OfType<TestDefinition.Unique>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            RunUnique(unique);
        }

        foreach (var sql in usable.OfType<TestDefinition.Sql>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            RunSql(sql);
        }

        foreach (var (test, why) in tests.Broken)
        {
            _results.AddRange(_files.Values.Select(f => ResultOf(test, f, 0, 0, TestOutcome.Broken, why)));
        }
    }

    private void Scan(IReadOnlyList<RowTest> rowTests, IReadOnlyList<FileTest> fileTests)
    {
        if (rowTests.Count == 0 && fileTests.Count == 0)
        {
            return;
        }

        var scan = new RowScan(_rows, rowTests, fileTests);
        var counts = scan.Run();
        var files = Left.ToList();
        foreach (var (i, test) in rowTests.Index())
        {
            var samples = counts.Values.Any(c => c.Failing[i] > 0) ? scan.SamplesOf(test) : null;
            foreach (var file in files)
            {
                var found = counts.GetValueOrDefault(file.LoadId);
                var failing = found?.Failing[i] ?? 0;
                var checkedRows = (found?.Rows ?? 0) - (test.Test.Quarantine ? 0 : found?.Quarantined ?? 0);
                var own = samples?.GetValueOrDefault(file.LoadId) ?? [];
                Note(test.Test, file, checkedRows, failing, Verdicts.RowsFail(test.Test, failing, checkedRows, own), own);
            }
        }

        foreach (var (i, test) in fileTests.Index())
        {
            foreach (var file in files)
            {
                var found = counts.GetValueOrDefault(file.LoadId);
                var fails = found?.FailsAsWhole[i] ?? test.FailsWhenEmpty;
                Note(test.Test, file, (found?.Rows ?? 0) - (found?.Quarantined ?? 0), fails ? 1 : 0, $"{test.Test.Name}: {test.Why}", []);
            }
        }

        var leaving = counts.Where(c => c.Value.Quarantined > 0).ToList();
        if (leaving.Count > 0)
        {
            var first = rowTests.Index().Where(t => t.Item.Test.Quarantine).ToList();
            foreach (var (load, found) in leaving)
            {
                var why = first.First(t => found.Failing[t.Index] > 0);
                _files[load].Quarantine(found.Quarantined, Verdicts.RowsFail(why.Item.Test, found.Failing[why.Index], found.Rows, []));
            }

            _removal.Quarantine([.. first.Select(t => t.Item)], scan.Leaves, [.. leaving.Select(c => c.Key)]);
        }

        Drop(files);
    }

    private void RunUnique(TestDefinition.Unique test)
    {
        // Of rows that are merged, older ones come to light when a file fails: then it is looked at again.
        int left;
        do
        {
            left = Left.Count();
            _results.RemoveAll(r => r.Test == test.Name && r.Outcome == TestOutcome.Passed);
            Scan([UniqueTest.Of(_rows, test) ?? new RowTest(test, "false", null, "''")], []);
        }
        while (_rows.Table.Merge is not null && Left.Count() < left);
    }

    private void RunSql(TestDefinition.Sql test)
    {
        var files = Left.ToList();
        var query = new SqlTest(_rows, test);
        var counts = new RowScan(_rows, [], []).Run();
        var isError = test.Severity == TestSeverity.Error;
        Search(files, []);
        Drop(files);

        // Files that pass together pass. Those that do not are looked for among their halves, the earlier half first.
        List<long> Search(IReadOnlyList<TestedFile> some, IReadOnlyList<long> before)
        {
            List<long> loads = [.. some.Select(f => f.LoadId)];
            var wrong = query.Count(loads, before);
            if (wrong > 0 && some.Count > 1)
            {
                var half = some.Count / 2;
                var passed = Search([.. some.Take(half)], before);
                return [.. passed, .. Search([.. some.Skip(half)], [.. before, .. passed])];
            }

            var samples = wrong > 0 ? query.SamplesOf(loads, before) : [];
            foreach (var file in some)
            {
                var rows = counts.GetValueOrDefault(file.LoadId)?.Rows ?? 0;
                Note(test, file, rows, wrong, Verdicts.QueryGives(test, wrong, samples), samples);
            }

            return wrong > 0 && isError ? [] : loads;
        }
    }

    private void Note(TestDefinition test, TestedFile file, long rows, long failing, string why, IReadOnlyList<string> samples)
    {
        var result = ResultOf(test, file, rows, failing, Verdicts.OutcomeOf(test, failing), failing == 0 ? null : why) with { Samples = samples };
        _results.Add(result);
        file.Take(result);
    }

    private TestResult ResultOf(TestDefinition test, TestedFile file, long rows, long failing, TestOutcome outcome, string? why) => new()
    {
        Test = test.Name,
        Table = _rows.Table.Name,
        LoadId = file.LoadId,
        File = file.Name,
        RowsChecked = rows,
        RowsFailing = failing,
        Severity = test.Severity,
        Outcome = outcome,
        Message = why,
        TestedAt = _now,
    };

    /// <summary>Takes the rows away of those files that failed since.</summary>
    private void Drop(IEnumerable<TestedFile> files)
    {
        List<long> failed = [.. files.Where(f => f.HasFailed).Select(f => f.LoadId)];
        if (failed.Count > 0)
        {
            _removal.Fail(failed);
        }
    }
}
