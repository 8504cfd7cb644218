namespace Weir.Checks;

/// <summary>What must hold of the rows of a table before they are published. A closed family.</summary>
public abstract record TestDefinition
{
    private TestDefinition()
    {
    }

    /// <summary>The test's name, unique in its table: <c>not_null(sku)</c> by default.</summary>
    public required string Name { get; init; }

    /// <summary>What it means for a file that its rows fail the test. An error by default.</summary>
    public TestSeverity Severity { get; init; } = TestSeverity.Error;

    /// <summary>Whether rows that fail go to the quarantine, and their file is published without them. False by default.</summary>
    public bool Quarantine { get; init; }

    /// <summary>A column has a value in every row.</summary>
    /// <param name="Column">The column.</param>
    public sealed record NotNull(string Column) : TestDefinition;

    /// <summary>No two rows have the same values in some columns. Rows that lack one of them are not compared.</summary>
    /// <param name="Columns">The columns, at least one.</param>
    /// <param name="WithinFile">Whether only rows of one file are compared; otherwise, those that stand in the table too.</param>
    public sealed record Unique(IReadOnlyList<string> Columns, bool WithinFile) : TestDefinition;

    /// <summary>A column's value is one of some, or missing.</summary>
    /// <param name="Column">The column.</param>
    /// <param name="Values">The values as text, at least one.</param>
    public sealed record AcceptedValues(string Column, IReadOnlyList<string> Values) : TestDefinition;

    /// <summary>A column's value lies between two others, both included, or is missing.</summary>
    /// <param name="Column">The column.</param>
    /// <param name="Min">The least value as text; none when there is no lower bound.</param>
    /// <param name="Max">The greatest value as text; none when there is no upper bound.</param>
    public sealed record AcceptedRange(string Column, string? Min, string? Max) : TestDefinition;

    /// <summary>A column's whole value matches a regular expression, or is missing.</summary>
    /// <param name="Column">The column.</param>
    /// <param name="Pattern">The expression, as RE2 reads it.</param>
    public sealed record Matches(string Column, string Pattern) : TestDefinition;

    /// <summary>A column's value stands in a column of a table, or is missing.</summary>
    /// <param name="Column">The column.</param>
    /// <param name="To">The table.</param>
    /// <param name="Field">That table's column.</param>
    public sealed record Relationships(string Column, string To, string Field) : TestDefinition;

    /// <summary>A file brings no fewer rows than so many, and no more.</summary>
    /// <param name="Min">The fewest rows; none when any number is enough.</param>
    /// <param name="Max">The most rows; none when there is no bound.</param>
    public sealed record RowCount(long? Min, long? Max) : TestDefinition;

    /// <summary>The newest value of a column among a file's rows is no older than so long.</summary>
    /// <param name="Column">A column of dates or timestamps.</param>
    /// <param name="MaxAge">How old it may be when the file is loaded.</param>
    public sealed record Freshness(string Column, TimeSpan MaxAge) : TestDefinition;

    /// <summary>
    /// A query gives no row. It sees the new rows as <c>staged</c>, those that stand in the table as <c>standing</c>, and every
    /// other table under its own name.
    /// </summary>
    /// <param name="Query">One SELECT in the warehouse's SQL.</param>
    /// <param name="Timeout">How long it may take.</param>
    public sealed record Sql(string Query, TimeSpan Timeout) : TestDefinition
    {
        /// <summary>How long a query may take when nothing else is said: a minute.</summary>
        public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromMinutes(1);
    }
}
