using Weir.Engine.Warehouses;

namespace Weir.Local.Warehouses;

/// <summary>One thing to do about a standing table so that rows of another shape fit.</summary>
/// <param name="Change">What is done.</param>
/// <param name="Column">The column as it is afterwards.</param>
internal sealed record ShapeStep(ShapeChange Change, ShapeColumn Column);
