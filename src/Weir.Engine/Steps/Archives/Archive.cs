using Weir.Buckets;
using Weir.Pipelines;

namespace Weir.Engine.Steps.Archives;

/// <summary>One archive while it is unpacked.</summary>
internal sealed class Archive
{
    private readonly StepPorts _ports;
    private readonly StoredObject _version;
    private readonly ArchiveLimits _limits;

    public Archive(StepPorts ports, StoredObject version, ObjectName prefix, ArchiveLimits limits)
    {
        _ports = ports;
        _version = version;
        _limits = limits;
        Refusals = new ArchiveRefusals(version.Name);
        Names = new EntryNames(prefix, Refusals);
        Meter = NewMeter();
    }

    /// <summary>The last segment of the archive's key.</summary>
    public string FileName => _version.Name.Key[(_version.Name.Key.LastIndexOf('/') + 1)..];

    public ArchiveRefusals Refusals { get; }

    public EntryNames Names { get; }

    public ArchiveMeter Meter { get; }

    /// <summary>Opens the archive's bytes. The stream can seek.</summary>
    public Stream Open() => _ports.Store.OpenRead(_version);

    /// <summary>What is inside of an archive that gzip packed, metered.</summary>
    public Stream Inflate(Stream bytes) => new GzipContent(bytes, Meter, Refusals);

    /// <summary>A meter for a look inside, which must not count for the archive.</summary>
    public ArchiveMeter NewMeter() => new(_limits, _version.Size, Refusals);
}
