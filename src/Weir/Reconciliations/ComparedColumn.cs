namespace Weir.Reconciliations;

/// <summary>A column that must be the same on both sides.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tolerance">How far numbers may be apart and still count as the same. Zero by default.</param>
public sealed record ComparedColumn(string Name, decimal Tolerance = 0);
