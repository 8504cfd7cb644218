using Weir.Buckets;
using Weir.Events;
using Weir.Exports;
using Weir.Runs;

namespace Weir.Engine.Exports;

/// <summary>Asks for an export.</summary>
/// <param name="Definition">Which rows, and how.</param>
/// <param name="To">The file, or with a slash at its end the prefix below which files land.</param>
internal sealed record ExportRequest(ExportDefinition Definition, ObjectName To)
{
    /// <summary>
    /// The id of the event that tells of its first file: an export that is asked for again with it, for the process died before the run
    /// noted it, is not made again. None for people's calls.
    /// </summary>
    public EventId? Origin { get; init; }

    /// <summary>The run that asks.</summary>
    public RunId? EmittedBy { get; init; }

    /// <summary>How many runs led to its events, this one included.</summary>
    public int Generation { get; init; }

    /// <summary>The trace that its events belong to, if any.</summary>
    public string? Trace { get; init; }

    /// <summary>The object that started the run: the export may not land on it, which would start the next run for ever.</summary>
    public ObjectName? Source { get; init; }
}
