using System.Collections.Concurrent;

using Weir.Buckets;
using Weir.Checks;
using Weir.Datasets;
using Weir.Engine.Checks;
using Weir.Engine.Datasets;
using Weir.Engine.Objects;
using Weir.Engine.Triggers;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Projects;
using Weir.Tables;

namespace Weir.Server.Operations;

/// <summary>Runs tests when people ask for it, and lands reports of what they said.</summary>
internal sealed class TestOperations(
    ProjectDefinition project, IObjectStore objects, Landing landing, ITableTester tester, DatasetTests datasetTests, DatasetPaths paths, TimeProvider time)
{
    private const string ResultsFolder = "test_results/";

    /// <summary>Places of reports that are about to land.</summary>
    private readonly ConcurrentDictionary<ObjectName, bool> _landing = new();

    public async Task<IReadOnlyList<ListedTestResult>> TestAsync(TestOrder order, CancellationToken cancellationToken)
    {
        var tables = TablesOf(order.Table);
        var root = order.Results is { } results ? RootOf(results) : null;
        if (order.Dataset is not { } dataset)
        {
            var said = Listed(await tester.TestAsync(tables, order.Sample, cancellationToken));
            return root is null ? said : await ReportAsync(order, said, root, null, cancellationToken);
        }

        var choice = DatasetChoice.Of(dataset, tables, [.. project.Buckets.Keys]);
        project.CheckBucket(choice.Root.Bucket);
        var name = choice.Name ?? await paths.LatestAsync(choice.Root, cancellationToken);
        var found = await datasetTests.TestAsync(choice.Root, name, tables, order.Sample, cancellationToken);
        await tester.RecordAsync(found, cancellationToken);
        var place = root ?? choice.Root with { Prefix = choice.Root.Prefix + ResultsFolder };
        return await ReportAsync(order, Listed(found), place, new Dataset(choice.Root, name, 0, 0), cancellationToken);
    }

    private async Task<IReadOnlyList<ListedTestResult>> ReportAsync(
        TestOrder order, IReadOnlyList<ListedTestResult> results, DatasetRoot place, Dataset? dataset, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReportedTest> tests = [.. results.Select(result => result.ToReport())];
        var report = new TestReport(
            project.Name, project.Revision, dataset?.ToString(), order.Sample, time.GetUtcNow(), TestReport.OutcomeOf(tests), tests);
        var folder = place.Prefix + (dataset is null ? "" : $"{dataset.Name}/");
        var at = DatasetName.Of(report.TestedAt);
        ObjectName name;
        while (true)
        {
            name = new ObjectName(place.Bucket, $"{folder}{at}/index.html");
            if (_landing.TryAdd(name, true))
            {
                if (await objects.FindAsync(name, cancellationToken) is null)
                {
                    break;
                }

                _landing.TryRemove(name, out _);
            }

            at = at.Next;
        }

        try
        {
            var (json, page) = (TestReportJson.Write(report), TestReportPage.Write(report));
            await landing.LandAsync(
                [
                    new Arrival(name with { Key = $"{folder}{at}/results.json" }, () => new MemoryStream(json)),
                    new Arrival(name, () => new MemoryStream(page)),
                ],
                cancellationToken);
            return [.. results.Select(result => result with { Dataset = dataset?.ToString(), Report = name.ToString() })];
        }
        finally
        {
            _landing.TryRemove(name, out _);
        }
    }

    private IReadOnlyList<ListedTestResult> Listed(IReadOnlyList<TestResult> results) =>
        [.. results.Select(r => ListedTestResult.Of(r, project.Tables[r.Table].Tests.FirstOrDefault(t => t.Name == r.Test)))];

    private List<TableDefinition> TablesOf(string? name)
    {
        if (name is not null)
        {
            project.CheckTable(name);
        }

        var tables = project.Tables.Values.Where(t => t.Tests.Count > 0 && (name is null || t.Name == project.Tables[name].Name)).ToList();
        return tables.Count > 0 ? tables : throw new RefusedException(Missing.Tests(name));
    }

    private DatasetRoot RootOf(string text)
    {
        var root = DatasetRoot.Parse(text);
        project.CheckBucket(root.Bucket);
        return ObjectKey.Check(root.Prefix + "x") is { } refused ? throw new RefusedException(refused) : root;
    }
}
