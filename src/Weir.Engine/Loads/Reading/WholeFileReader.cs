using Weir.Engine.Warehouses;

namespace Weir.Engine.Loads.Reading;

/// <summary>
/// Reads files that give all of their rows or none: each is read once to see whether every row fits, and a second time for
/// its rows. A file takes one reader; several readers share out the files.
/// </summary>
internal sealed class WholeFileReader : IRowReader
{
    private const int MaxFilesAhead = 64;
    private const long MaxBytesAhead = 8 << 20;

    private readonly WorkList _shared;
    private readonly WorkList _own = new([]);
    private readonly FileRowReader _reader;
    private readonly DiscardingRowWriter _unseen = new();

    /// <param name="batch">The files.</param>
    /// <param name="shared">Shares them out.</param>
    /// <param name="open">Opens a reader of the files' format.</param>
    public WholeFileReader(FileBatch batch, WorkList shared, Func<FileBatch, WorkList, FileRowReader> open)
    {
        _shared = shared;
        _reader = open(batch, _own);
    }

    public int Read(RowWriter rows)
    {
        while (true)
        {
            var count = _reader.Read(rows);
            if (count > 0 || !CheckNext())
            {
                return count;
            }
        }
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>Checks some files and lines up those whose rows all fit.</summary>
    /// <returns>False when there are no more files.</returns>
    private bool CheckNext()
    {
        List<FileTally> good = [];
        var (files, bytes) = (0, 0L);
        while (files < MaxFilesAhead && bytes < MaxBytesAhead && _shared.Take().File is { } file)
        {
            _shared.Opened(null);
            files++;
            bytes += file.File.Object.Size;
            if (Check(file))
            {
                good.Add(new FileTally(file.File));
            }
        }

        good.ForEach(_own.Add);
        return files > 0;
    }

    private bool Check(FileTally file)
    {
        var seen = new FileTally(file.File);
        _own.Add(seen);
        while (_reader.Read(_unseen) > 0)
        {
        }

        var isGood = seen.RowsQuarantined == 0;
        file.Add(seen.RowsParsed, isGood ? seen.RowsLoaded : 0, seen.RowsQuarantined);
        file.AddWithoutRows(seen.DocumentsWithoutRows);
        if (seen.FirstError is not null)
        {
            file.NoteError(0, seen.FirstError);
        }

        return isGood;
    }
}
