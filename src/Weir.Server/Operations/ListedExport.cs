using Weir.Engine.Exports;

namespace Weir.Server.Operations;

/// <summary>An export, as it is told of.</summary>
internal sealed record ListedExport(long Rows, IReadOnlyList<ListedObject> Objects, int Replaced)
{
    public static ListedExport Of(Export export) => new(export.Rows, [.. export.Objects.Select(ListedObject.Of)], export.Replaced);
}
