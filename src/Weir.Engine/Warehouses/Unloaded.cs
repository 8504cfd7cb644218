using Weir.Loads;

namespace Weir.Engine.Warehouses;

/// <summary>A load whose rows were taken out.</summary>
/// <param name="Load">Its record as it is now.</param>
/// <param name="Rows">How many rows went, those of child tables with them.</param>
internal sealed record Unloaded(LoadRecord Load, long Rows);
