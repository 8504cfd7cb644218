namespace Weir.Engine.Warehouses.Catalog;

/// <summary>A refused row, and where it stands among the others.</summary>
/// <param name="Entry">The row.</param>
/// <param name="Place">Its place: later ones of the same load have greater numbers.</param>
internal sealed record PlacedQuarantine(QuarantineEntry Entry, long Place);
