using System.Globalization;

using Weir.Checks;
using Weir.DuckDb;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Local.Warehouses;

namespace Weir.Local.Checks;

/// <summary>Runs the query of a test over the rows of files. It is to give no row.</summary>
internal sealed class SqlTest
{
    private const int Samples = 5;

    private readonly TestedRows _rows;
    private readonly TestDefinition.Sql _test;
    private readonly string _query;

    /// <exception cref="BrokenTestException">WEIR6031: the query does more than to read tables.</exception>
    public SqlTest(TestedRows rows, TestDefinition.Sql test) => (_rows, _test, _query) = (rows, test, TestQuery.Of(rows.Rental, test));

    /// <summary>How many rows the query gives.</summary>
    /// <param name="loads">The loads whose rows it sees as <c>staged</c>; none stand for all rows there are.</param>
    /// <param name="before">The loads whose rows stand before them.</param>
    /// <exception cref="BrokenTestException">WEIR6030: it fails, or takes too long.</exception>
    public long Count(IReadOnlyList<long>? loads, IReadOnlyList<long> before)
    {
        using var command = Command("count(*)", "", loads, before);
        try
        {
            return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
        catch (DuckDbException error) when (!DuckDbErrors.BreaksTheDatabase(error))
        {
            throw Broken(error);
        }
    }

    /// <summary>Some of the rows that the query gives, the same ones each time.</summary>
    public IReadOnlyList<string> SamplesOf(IReadOnlyList<long>? loads, IReadOnlyList<long> before)
    {
        using var command = Command("left(to_json(wrong)::VARCHAR, 300) AS sample", $"ORDER BY sample LIMIT {Samples}", loads, before);
        var samples = new List<string>();
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                samples.Add(reader.GetString(0));
            }
        }
        catch (DuckDbException error) when (!DuckDbErrors.BreaksTheDatabase(error))
        {
            throw Broken(error);
        }

        return samples;
    }

    private DuckDbCommand Command(string what, string order, IReadOnlyList<long>? loads, IReadOnlyList<long> before)
    {
        var merged = _rows.Table.Merge is not null;
        var columns = _rows.Columns;
        var staged = $"SELECT {columns} {_rows.From}{Among(loads)}";
        var empty = $"SELECT {columns} FROM {_rows.Relation} AS r WHERE false";
        var standing = before.Count == 0 || merged
            ? _rows.Standing ?? empty
            : $"{_rows.Standing ?? empty} UNION ALL SELECT {columns} {_rows.From}{Among(before)}";
        var command = _rows.Rental.Connection.CreateCommand(
            $"""
            WITH staged AS ({staged}), standing AS ({standing})
            SELECT {what} FROM (
            {_query}
            ) AS wrong {order}
            """);
        command.CommandTimeout = Math.Max(1, (int)Math.Ceiling(_test.Timeout.TotalSeconds));
        return command;
    }

    private static string Among(IReadOnlyList<long>? loads) =>
        loads is null ? "" : $" AND r.{DeclaredShape.LoadId} IN ({TestedRows.List([-1, .. loads])})";

    private BrokenTestException Broken(DuckDbException error) => new(
        _test,
        error.InnerException is TimeoutException
            ? new Failure(
                "WEIR6032",
                string.Create(CultureInfo.InvariantCulture, $"The query of the test '{_test.Name}' took longer than {_test.Timeout.TotalSeconds:0.###} s."),
                "Make it look at fewer rows, or give it a longer timeout.")
            : new Failure("WEIR6030", $"The test '{_test.Name}' cannot be run: {error.Message}", "Correct its query."),
        error);
}
