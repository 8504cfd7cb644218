using Weir.Buckets;
using Weir.Checks;
using Weir.Datasets;
using Weir.Engine.Objects;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Failures;
using Weir.Projects;
using Weir.Tables;

namespace Weir.Engine.Datasets;

/// <summary>Tests the rows of a dataset: its files are loaded where nobody sees them, as tables would load them, and dropped again.</summary>
internal sealed class DatasetTests(
    ProjectDefinition project, IObjectStore objects, IDatasets datasets, IScratchWarehouses scratches, TimeProvider time)
{
    private const int Page = 1_000;

    /// <summary>Tests tables over a dataset.</summary>
    /// <param name="root">Where the dataset is.</param>
    /// <param name="name">The dataset.</param>
    /// <param name="tables">The tables, each with at least one test. Those of which the dataset has no file are left out.</param>
    /// <param name="sample">How many rows of each are looked at by tests of rows; all of them when null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What each test said; for each table first whether it can be read.</returns>
    /// <exception cref="RefusedException">WEIR6402: there is no such dataset. WEIR6407: it has no file of any of the tables.</exception>
    public async Task<IReadOnlyList<TestResult>> TestAsync(
        DatasetRoot root, DatasetName name, IReadOnlyList<TableDefinition> tables, long? sample, CancellationToken cancellationToken)
    {
        var dataset = await datasets.FindAsync(root, name, cancellationToken) ?? throw new RefusedException(DatasetFailures.NotThere(root, name));
        var members = await MembersAsync(root, name, cancellationToken);
        var files = project.Tables.Values.ToDictionary(
            table => table.Name, IReadOnlyList<StoredObject> (table) => [.. members.Where(member => Takes(table, member, root, name))]);
        var tested = tables.Where(table => files[table.Name].Count > 0).ToList();
        if (tested.Count == 0)
        {
            throw new RefusedException(DatasetFailures.NoTable(dataset, tables));
        }

        using var scratch = scratches.Open();
        var loads = new DatasetLoads(objects, scratch.Warehouse, project.Revision, time);
        var readable = new List<TestResult>();
        foreach (var table in Needed(tested))
        {
            if (files[table.Name] is { Count: > 0 } own)
            {
                readable.Add(await loads.LoadAsync(table, [.. own.Select(EventOf)], cancellationToken));
            }
            else
            {
                await scratch.BorrowAsync(table.Name, ColumnsOf(table, tested), cancellationToken);
            }
        }

        // What counts the rows of a file counts those of the dataset here.
        var results = await TestAsync(
            scratch.Tester,
            [.. tested.Select(table => table.WriteDisposition is WriteDisposition.Append or WriteDisposition.Replace ? table with { WriteDisposition = WriteDisposition.Replace, Storage = null } : table)],
            sample,
            cancellationToken);
        return
        [
            .. tested.SelectMany(table => readable.Concat(results).Where(result => result.Table == table.Name))
                .Select(result => result with { File = dataset.ToString(), LoadId = null }),
        ];
    }

    /// <summary>
    /// Whether a file of a dataset is one of a table: by its name; or in any bucket by its key without <c>datasets/NAME/</c>, or by its name
    /// within the dataset, as it may have been called before it was published.
    /// </summary>
    private static bool Takes(TableDefinition table, StoredObject member, DatasetRoot root, DatasetName name)
    {
        var own = member.Name.Key[root.FolderOf(name).Length..];
        return table.Sources.Any(source => source.Matches(member.Name)
            || source.Matches(new ObjectName(source.Bucket, root.Prefix + own))
            || source.Matches(new ObjectName(source.Bucket, own)));
    }

    private static async Task<IReadOnlyList<TestResult>> TestAsync(
        ITableTester tester, IReadOnlyList<TableDefinition> tables, long? sample, CancellationToken cancellationToken)
    {
        try
        {
            return await tester.TestAsync(tables, sample, cancellationToken);
        }
        catch (RefusedException empty) when (empty.Failure.Code == "WEIR6012")
        {
            // No file could be read, which is told as such.
            return [];
        }
    }

    private async Task<IReadOnlyList<StoredObject>> MembersAsync(DatasetRoot root, DatasetName name, CancellationToken cancellationToken)
    {
        var members = new List<StoredObject>();
        IReadOnlyList<StoredObject> page;
        do
        {
            page = await objects.ListAsync(root.Bucket, root.FolderOf(name), members.LastOrDefault()?.Name.Key, Page, cancellationToken);
            members.AddRange(page);
        }
        while (page.Count == Page);
        return members;
    }

    /// <summary>The tables, and those that their tests look into.</summary>
    private List<TableDefinition> Needed(IReadOnlyList<TableDefinition> tested) =>
    [
        .. project.Tables.Values.Where(table =>
            tested.Contains(table) || tested.Any(other => other.Tests.Any(test => LooksInto(test, table)))),
    ];

    private static bool LooksInto(TestDefinition test, TableDefinition table) => test switch
    {
        TestDefinition.Relationships related => related.To.Equals(table.Name, StringComparison.OrdinalIgnoreCase),

        // A table that is only mentioned, such as in a comment, is copied in vain and does no harm.
        TestDefinition.Sql sql => sql.Query.Contains(table.Name.Split('.')[^1], StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>The columns that tests of other tables need of one; none said when a query may need any.</summary>
    private static IReadOnlyList<string>? ColumnsOf(TableDefinition table, IEnumerable<TableDefinition> tested)
    {
        var looking = tested.SelectMany(other => other.Tests).Where(test => LooksInto(test, table)).ToList();
        return looking.Exists(test => test is TestDefinition.Sql)
            ? null
            : [.. looking.OfType<TestDefinition.Relationships>().Select(related => related.Field).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private Event EventOf(StoredObject file) => new()
    {
        Id = EventId.New(time),
        Type = Event.ObjectCreated,
        Time = file.LandedAt,
        Object = file,
    };
}
