using Weir.Engine.Loads.Values;
using Weir.Engine.Warehouses;
using Weir.Failures;

namespace Weir.Engine.Loads.Reading;

/// <summary>
/// Reads the rows of one file after another, or of the pieces of a file that several readers share. What a row is, the
/// formats say.
/// </summary>
/// <param name="batch">The files.</param>
/// <param name="work">Shares them out.</param>
internal abstract class FileRowReader(FileBatch batch, WorkList work) : IRowReader
{
    private readonly Slab _slab = new(batch.Limits.SlabSize);
    private FileContent? _content;
    private RecordFeed? _feed;
    private bool _hasPiece;

    /// <summary>Takes the rows that do not fit.</summary>
    protected Refusals Refusals { get; } = new(batch.Quarantine);

    protected ReadingLimits Limits => batch.Limits;

    public int Read(RowWriter rows)
    {
        var row = 0;
        while (row < rows.Capacity && (_hasPiece || BeginNext()))
        {
            var before = row;
            row = Fill(rows, row);
            Tally(row - before);
            _hasPiece = row == rows.Capacity;
        }

        return row;
    }

    public virtual void Dispose()
    {
        _content?.Dispose();
        _feed?.Dispose();
        _slab.Dispose();
    }

    /// <summary>Looks at a file's beginning.</summary>
    /// <param name="content">The file.</param>
    /// <param name="slab">Its beginning, without a byte order mark; all of it when the content has ended.</param>
    /// <param name="boundary">Where its records end, when it can be cut there; none when one reader has to read it whole.</param>
    /// <returns>Why the file cannot be read at all, if so.</returns>
    protected abstract Failure? Inspect(FileContent content, Slab slab, out IRecordBoundary? boundary);

    /// <summary>Begins with a piece of a file that can be cut, or with the beginning of one that cannot.</summary>
    /// <param name="slab">The piece.</param>
    /// <param name="content">The file, when its next bytes are to be read from there.</param>
    protected abstract void Begin(Slab slab, FileContent? content);

    /// <summary>Writes rows of the piece from an index up, until there is no room or no row.</summary>
    /// <returns>Behind the last row that was written; less than the capacity when the piece is done.</returns>
    protected abstract int Fill(RowWriter rows, int row);

    /// <summary>Refuses a file, or the rest of it, as one row.</summary>
    protected void RefuseRest(Slab slab, Failure failure) => Refusals.Refuse(
        slab.Offset, slab.Line, null, new Misfit(null, failure.Code, failure.Message), slab.Content);

    private bool BeginNext()
    {
        while (_feed is null || !BeginPiece(_feed))
        {
            _content?.Dispose();
            (_content, _feed) = (null, null);
            var (file, feed) = work.Take();
            if (file is not null && Open(file))
            {
                return true;
            }

            if (file is null && feed is null)
            {
                return false;
            }

            _feed = feed;
        }

        return true;
    }

    private bool Open(FileTally file)
    {
        Refusals.File = file;
        RecordFeed? feed = null;
        try
        {
            _slab.Reset(0, 1);
            _content = new FileContent(file, batch);
            _content.Fill(_slab);
            IRecordBoundary? boundary = null;
            var failure = ByteOrderMark.PassOver(_slab) ?? Inspect(_content, _slab, out boundary);
            if (failure is not null)
            {
                RefuseRest(_slab, failure);
                Tally(0);
                return false;
            }

            if (boundary is not null)
            {
                _feed = feed = new RecordFeed(_content, _slab, boundary, Limits.MaxRecordSize);
            }

            Begin(_slab, feed is null ? _content : null);
            _content = feed is null ? _content : null;
            _hasPiece = true;
            return true;
        }
        catch (RefusedException e)
        {
            RefuseRest(_slab, e.Failure);
            Tally(0);
            return false;
        }
        finally
        {
            work.Opened(feed);
        }
    }

    private bool BeginPiece(RecordFeed feed)
    {
        Refusals.File = feed.Tally;
        if (feed.TryTake(_slab, out var damage))
        {
            Begin(_slab, null);
            _hasPiece = true;
            return true;
        }

        if (damage is not null)
        {
            RefuseRest(_slab, damage);
            Tally(0);
        }

        feed.Dispose();
        return false;
    }

    private void Tally(int written)
    {
        if (written + Refusals.Count > 0)
        {
            Refusals.File!.Add(written + Refusals.Count, written, Refusals.Count);
            Refusals.Count = 0;
        }
    }
}
