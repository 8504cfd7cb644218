namespace Weir.Checks;

/// <summary>What one test said of the rows of one file, or of a table: a row of <c>weir.test_results</c>.</summary>
public sealed record TestResult
{
    /// <summary>The test's name.</summary>
    public required string Test { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The load whose rows were tested; none when the rows that stand in the table were.</summary>
    public long? LoadId { get; init; }

    /// <summary>The file of that load, as <c>bucket/key</c>.</summary>
    public string? File { get; init; }

    /// <summary>How many rows were looked at.</summary>
    public required long RowsChecked { get; init; }

    /// <summary>How many of them fail; of a query, how many rows it gave; one when the rows fail as a whole.</summary>
    public required long RowsFailing { get; init; }

    /// <summary>Some of the rows that fail as JSON, the same ones each time: of merged rows their primary key.</summary>
    public IReadOnlyList<string> Samples { get; init; } = [];

    /// <summary>What a failure means.</summary>
    public required TestSeverity Severity { get; init; }

    /// <summary>How it ended.</summary>
    public required TestOutcome Outcome { get; init; }

    /// <summary>What is wrong, in one sentence; none when nothing is.</summary>
    public string? Message { get; init; }

    /// <summary>When it was run, in UTC.</summary>
    public required DateTimeOffset TestedAt { get; init; }
}
