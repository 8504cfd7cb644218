using System.Globalization;

using Weir.Engine.Loads.Csv;
using Weir.Engine.Loads.Reading;
using Weir.Failures;

namespace Weir.Engine.Loads.Inference;

/// <summary>
/// The columns of a batch of CSV files, in the order in which they first stand in a header. Names that differ only in case are one
/// column, unless one header has both.
/// </summary>
internal sealed class Headers
{
    private readonly List<HeaderColumn> _columns = [];
    private readonly Dictionary<string, HeaderColumn> _byField = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HeaderColumn> _byName = new(StringComparer.OrdinalIgnoreCase);

    private Headers()
    {
    }

    /// <summary>Reads the headers. A file that has none that can be read is passed over: reading its rows says what is wrong.</summary>
    public static IReadOnlyList<HeaderColumn> Of(FileBatch batch)
    {
        var headers = new Headers();
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
                    headers.Add(header.Names, file.File.LoadId);
                }
            }
            catch (RefusedException)
            {
                // The content is gone or damaged.
            }
        }

        return headers._columns;
    }

    private void Add(IReadOnlyList<string> names, long loadId)
    {
        var own = names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in names.Where(name => !_byField.ContainsKey(name)))
        {
            if (_byName.TryGetValue(name, out var alike) && !own.Contains(alike.Field))
            {
                continue;
            }

            var column = new HeaderColumn(Free(name), name, loadId);
            _columns.Add(column);
            _byField[name] = _byName[column.Name] = column;
        }
    }

    private string Free(string name)
    {
        var free = name;
        for (var number = 2; _byName.ContainsKey(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
        }

        return free;
    }
}
