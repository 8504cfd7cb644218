using Weir.Buckets;
using Weir.Tables;

namespace Weir.Engine.Loads.Reading;

/// <summary>The files of one load, what became of each, and the rows that did not fit.</summary>
/// <param name="files">The files.</param>
/// <param name="open">Opens an object's content from its beginning.</param>
/// <param name="quarantine">Takes the rows that do not fit.</param>
/// <param name="limits">Bounds on what is read.</param>
internal sealed class FileBatch(
    IReadOnlyList<LoadFile> files, Func<StoredObject, Stream> open, Quarantine quarantine, ReadingLimits limits)
{
    /// <summary>What became of each file, in the order of the files. Whole when the rows have been read.</summary>
    public IReadOnlyList<FileTally> Tallies { get; private init; } = [.. files.Select(file => new FileTally(file))];

    /// <summary>The files that are still to be read: those that no contract refuses.</summary>
    public IEnumerable<FileTally> Readable => Tallies.Where(tally => !tally.IsRefused);

    /// <summary>The rows that did not fit.</summary>
    public Quarantine Quarantine => quarantine;

    /// <summary>How the files are written.</summary>
    public FormatOptions Format { get; init; } = FormatOptions.Usual;

    public ReadingLimits Limits => limits;

    /// <summary>How many readers could find work at the same time.</summary>
    public int MaxReaders { get; } =
        (int)Math.Clamp(files.Sum(file => 1 + (file.Object.Size / limits.SlabSize)), 1, Environment.ProcessorCount);

    /// <summary>The same files, to be read once more without telling anyone what does not fit: the first reading tells it.</summary>
    public FileBatch Again() => Again(Quarantine.Discarding());

    /// <summary>The same files, to be read for what does not fit.</summary>
    /// <param name="refused">Takes the rows that do not.</param>
    public FileBatch Again(Quarantine refused) => new([.. Readable.Select(tally => tally.File)], open, refused, limits) { Format = Format };

    /// <summary>One of the files, with its own account.</summary>
    public FileBatch Alone(FileTally file) => new([file.File], open, quarantine, limits) { Tallies = [file], Format = Format };

    public Stream Open(LoadFile file) => open(file.Object);
}
