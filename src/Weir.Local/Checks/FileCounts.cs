namespace Weir.Local.Checks;

/// <summary>What a scan found among the rows of one file.</summary>
/// <param name="Rows">How many there are.</param>
/// <param name="Quarantined">How many fail a test that sends them to the quarantine.</param>
/// <param name="Failing">Of each test of rows, how many fail it.</param>
/// <param name="FailsAsWhole">Of each test of files, whether the file fails it.</param>
internal sealed record FileCounts(long Rows, long Quarantined, IReadOnlyList<long> Failing, IReadOnlyList<bool> FailsAsWhole);
