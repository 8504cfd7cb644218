using System.IO.Compression;
using System.Text;

using Weir.Buckets;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Tests.Engine.Loads;

/// <summary>Files in memory, and what reading them gives.</summary>
internal sealed class Intake
{
    private readonly Dictionary<string, byte[]> _contents;

    public Intake(params (string Key, byte[] Content)[] files)
        : this(ReadingLimits.Default, files)
    {
    }

    public Intake(ReadingLimits limits, params (string Key, byte[] Content)[] files)
        : this(limits, FormatOptions.Usual, files)
    {
    }

    public Intake(ReadingLimits limits, FormatOptions format, params (string Key, byte[] Content)[] files)
    {
        _contents = files.ToDictionary(file => file.Key, file => file.Content);
        var loads = files.Select((file, index) => new LoadFile(Object(file.Key, file.Content), index + 1)).ToList();
        Batch = new FileBatch(loads, Open, Quarantine, limits) { Format = format };
    }

    public Quarantine Quarantine { get; } = new();

    public FileBatch Batch { get; }

    public IReadOnlyList<QuarantinedRow> Refused => [.. Quarantine.Rows];

    public FileTally Tally => Batch.Tallies[0];

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    public static ColumnDefinition Column(string name, string type = "varchar", string? path = null, bool nullable = true)
    {
        Assert.True(ColumnType.TryParse(type, out var columnType));
        return new ColumnDefinition
        {
            Name = name,
            Type = columnType,
            Path = path is null ? ValuePath.OfColumn(name) : Path(path),
            Nullable = nullable,
        };
    }

    public static ValuePath Path(string text) =>
        ValuePath.TryParse(text, out var path, out var mistake) ? path! : throw new ArgumentException(mistake);

    public static TableDefinition Table(params ColumnDefinition[] columns) => new()
    {
        Name = "t",
        Sources = [ObjectPattern.TryParse("raw/**", out var pattern, out _) ? pattern! : throw new ArgumentException("raw/**")],
        Format = FileFormat.Json,
        Columns = columns.Length == 0 ? null : columns,
    };

    /// <summary>Pulls every row, turn by turn, from readers that take turns.</summary>
    public static List<object?[]> Pull(IRowSource source, int readers = 1, int capacity = 2048)
    {
        List<object?[]> rows = [];
        var open = Enumerable.Range(0, readers)
            .Select(_ => (Reader: source.OpenReader(), Rows: new RecordingRowWriter(source.Shape.Columns.Count, capacity)))
            .ToList();
        for (var isDone = false; !isDone;)
        {
            isDone = true;
            foreach (var (reader, taken) in open)
            {
                var count = reader.Read(taken);
                rows.AddRange(taken.Take(count));
                isDone &= count == 0;
            }
        }

        open.ForEach(each => each.Reader.Dispose());
        return rows;
    }

    /// <summary>Pulls every row on several threads.</summary>
    public static List<object?[]> PullOnThreads(IRowSource source, int threads, int capacity = 2048)
    {
        List<object?[]> rows = [];
        var all = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            using var reader = source.OpenReader();
            var taken = new RecordingRowWriter(source.Shape.Columns.Count, capacity);
            while (reader.Read(taken) is > 0 and var count)
            {
                var some = taken.Take(count);
                lock (rows)
                {
                    rows.AddRange(some);
                }
            }
        })).ToList();
        all.ForEach(thread => thread.Start());
        all.ForEach(thread => thread.Join());
        return rows;
    }

    private static StoredObject Object(string key, byte[] content) => new()
    {
        Name = new ObjectName("raw", key),
        ETag = "etag",
        Size = content.Length,
        Version = 1,
        LandedAt = default,
        Location = key,
    };

    private MemoryStream Open(StoredObject stored) => new(_contents[stored.Location], writable: false);
}
