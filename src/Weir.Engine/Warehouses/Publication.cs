using Weir.Events;
using Weir.Loads;
using Weir.Tables;

namespace Weir.Engine.Warehouses;

/// <summary>What comes into sight together with staged rows.</summary>
/// <param name="Records">What became of each file.</param>
/// <param name="Quarantined">The rows refused before the warehouse saw them.</param>
internal sealed record Publication(IReadOnlyList<LoadRecord> Records, IEnumerable<QuarantinedRow> Quarantined)
{
    /// <summary>
    /// The only file whose rows stand in its table, and in the child tables, from now on; none when the rows that are there
    /// stay.
    /// </summary>
    public StandingFile? Standing { get; init; }

    /// <summary>What is new about the schemas of tables.</summary>
    public IReadOnlyList<SchemaChange> Changes { get; init; } = [];

    /// <summary>The events that tell of it, and reach the log if it comes into sight.</summary>
    public IReadOnlyList<Event> Told { get; init; } = [];

    /// <summary>The load in whose place another file stands again; none when no load is undone by this.</summary>
    public LoadRecord? Unloads { get; init; }
}
