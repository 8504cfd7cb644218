using Weir.Buckets;

namespace Weir.Engine.Exports;

/// <summary>What an export landed.</summary>
/// <param name="Rows">How many rows are in its files.</param>
/// <param name="Objects">The files.</param>
/// <param name="Replaced">How many objects went when they came.</param>
internal sealed record Export(long Rows, IReadOnlyList<StoredObject> Objects, int Replaced);
