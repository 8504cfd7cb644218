namespace Weir.Engine.Loads.Reading;

/// <summary>Knows where records end, so that a file can be cut there and its pieces read by several readers.</summary>
internal interface IRecordBoundary
{
    /// <summary>Where the last record that ends within a piece ends: behind its line break. Zero when none does.</summary>
    /// <param name="piece">A piece of a file that begins where a record does.</param>
    int LastEnd(ReadOnlySpan<byte> piece);
}
