using System.Collections.Concurrent;

using Weir.Buckets;
using Weir.DuckDb;

namespace Weir.Local.Warehouses;

/// <summary>
/// Which Parquet files are damaged. DuckDB may fail as a whole over one, so that the load has to begin again with a new
/// instance: what was found out is kept until then.
/// </summary>
internal sealed class ParquetDamage
{
    private const int MaxKnown = 10_000;

    private readonly ConcurrentDictionary<(ObjectName, long), string> _known = [];

    /// <summary>What reading a file ends with; none when nothing is known of it.</summary>
    public string? Of(StoredObject file) => _known.GetValueOrDefault((file.Name, file.Version));

    public void Add(StoredObject file, string why)
    {
        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        // Of an internal error, DuckDB tells its stack too.
        _known[(file.Name, file.Version)] = why.Split('\n', 2)[0].TrimEnd();
    }

    /// <summary>Reads files whole, in a database of their own, to see which of them are damaged.</summary>
    /// <returns>Whether one is.</returns>
    public bool Find(IEnumerable<ParquetFile> files, CancellationToken cancellationToken)
    {
        var found = false;
        foreach (var file in files.Where(file => Of(file.Origin.Object) is null))
        {
            using var database = new DuckDbDatabase(":memory:");
            using var connection = database.Connect();
            using var cancelling = cancellationToken.Register(connection.CreateCommand().Cancel);
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                file.Read(connection);
            }
            catch (DuckDbException error) when (DuckDbErrors.MayTellOfAFile(error))
            {
                Add(file.Origin.Object, error.Message);
                found = true;
            }
        }

        return found;
    }
}
