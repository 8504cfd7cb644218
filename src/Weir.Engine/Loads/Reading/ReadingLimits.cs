namespace Weir.Engine.Loads.Reading;

/// <summary>Bounds on what is read of a file at a time, and in all.</summary>
internal sealed record ReadingLimits
{
    public static ReadingLimits Default { get; } = new();

    /// <summary>Bytes read and shared out at a time. A reader holds so many, and more only for a record that is longer.</summary>
    public int SlabSize { get; init; } = 1 << 20;

    /// <summary>The longest record, in bytes: a line, or a JSON document. A longer one is refused.</summary>
    public int MaxRecordSize { get; init; } = 256 << 20;

    /// <summary>Bytes that a compressed file may have, decompressed.</summary>
    public long MaxDecompressedSize { get; init; } = 1L << 40;

    /// <summary>Decompressed bytes for each compressed one, counted from the first 64 MiB on.</summary>
    public int MaxRatio { get; init; } = 500;
}
