using Weir.Engine.Exports;

namespace Weir.Server.Operations;

/// <summary>An export, as it is told of.</summary>
/// <param name="Rows">How many rows were written.</param>
/// <param name="Objects">The objects that landed.</param>
/// <param name="Replaced">How many objects were taken away for them.</param>
internal sealed record ListedExport(long Rows, IReadOnlyList<ListedObject> Objects, int Replaced)
{
    public static ListedExport Of(Export export) => new(export.Rows, [.. export.Objects.Select(ListedObject.Of)], export.Replaced);
}
