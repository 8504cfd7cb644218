namespace Weir.Server.Operations.Tables;

/// <summary>A test of a table, with what it said when it was last run.</summary>
/// <param name="Test">Its name.</param>
/// <param name="Severity"><c>error</c> or <c>warn</c>.</param>
/// <param name="Outcome"><c>PASSED</c>, <c>FAILED</c>, <c>BROKEN</c>, or <c>NEVER_RUN</c>.</param>
/// <param name="RowsFailing">How many rows failed it.</param>
/// <param name="Message">What is wrong; none when nothing is.</param>
/// <param name="LoadId">The load whose rows were tested; none when those were that stand in the table.</param>
/// <param name="TestedAt">When.</param>
/// <param name="Declared">Whether the project still declares it.</param>
internal sealed record ShownTest(
    string Test, string Severity, string Outcome, long RowsFailing, string? Message, long? LoadId, DateTimeOffset? TestedAt, bool Declared);
