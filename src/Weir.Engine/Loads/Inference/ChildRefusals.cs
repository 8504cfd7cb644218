using Weir.Engine.Loads.Reading;
using Weir.Loads;

namespace Weir.Engine.Loads.Inference;

/// <summary>
/// Takes the rows of child tables that do not fit, on the account of the files as they were read for the table of the records.
/// </summary>
internal sealed class ChildRefusals(FileBatch batch)
{
    private readonly Dictionary<long, FileTally> _tallies = batch.Tallies.ToDictionary(tally => tally.File.LoadId);

    /// <summary>Whether nothing of a file is to be loaded, because it has a row that does not fit.</summary>
    public bool IsSkipped(FileTally file) => _tallies[file.File.LoadId].Status == LoadStatus.LoadFailed;

    /// <summary>Takes one row.</summary>
    public Refusals Of(FileTally file)
    {
        var tally = _tallies[file.File.LoadId];
        tally.Add(parsed: 1, loaded: 0, quarantined: 1);
        return new Refusals(batch.Quarantine) { File = tally };
    }
}
