using Weir.Engine.Loads.Csv;
using Weir.Engine.Loads.Reading;
using Weir.Failures;

namespace Weir.Engine.Loads.Inference;

/// <summary>The names of all columns of a batch of CSV files, in the order in which they first stand in a header.</summary>
internal static class Headers
{
    /// <summary>Reads the headers. A file that has none that can be read is passed over: reading its rows says what is wrong.</summary>
    public static IReadOnlyList<string> Of(FileBatch batch)
    {
        var names = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        using var slab = new Slab(batch.Limits.SlabSize);
        foreach (var file in batch.Tallies)
        {
            try
            {
                slab.Reset(0, 1);
                using var content = new FileContent(file, batch);
                content.Fill(slab);
                if (ByteOrderMark.PassOver(slab) is null && CsvHeader.Read(content, slab, batch.Limits.MaxRecordSize, out var header) is null)
                {
                    names.AddRange(header.Names.Where(known.Add));
                }
            }
            catch (RefusedException)
            {
                // The content is gone or damaged.
            }
        }

        return names;
    }
}
