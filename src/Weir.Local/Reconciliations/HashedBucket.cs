namespace Weir.Local.Reconciliations;

/// <summary>The rows of one bucket of one side.</summary>
/// <param name="Rows">How many they are.</param>
/// <param name="Sum">
/// The sum of their hashes. A sum and not an exclusive or, in which two rows that are the same would cancel each other out; it has
/// 128 bits, so it never overflows.
/// </param>
internal readonly record struct HashedBucket(long Rows, Int128 Sum);
