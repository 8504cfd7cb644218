using Weir.Functions.Processes;
using Weir.Runs;

namespace Weir.Functions.Commands;

/// <summary>The scratch folders of runs: one each, for as long as the run is not over.</summary>
/// <param name="folder">Where they are.</param>
internal sealed class RunFolders(string folder)
{
    /// <summary>Where they are, with a slash at its end.</summary>
    public string Start => folder + Path.DirectorySeparatorChar;

    /// <summary>Where the folder of a run is.</summary>
    public string Of(RunId run) => Path.Combine(folder, run.ToString());

    /// <summary>All that there are, each with the time from which on it has been there.</summary>
    public IReadOnlyList<(RunId Run, DateTimeOffset Since)> List() => !Directory.Exists(folder) ? [] :
    [
        .. from path in Directory.EnumerateDirectories(folder)
           let run = RunId.TryParse(Path.GetFileName(path), out var id) ? id : default
           where run != default
           select (run, (DateTimeOffset)Directory.GetCreationTimeUtc(path)),
    ];

    /// <summary>Removes the folder of a run, if it has one.</summary>
    public void Delete(RunId run)
    {
        var path = Of(run);
        if (Directory.Exists(path))
        {
            ScratchFolder.Delete(path);
        }
    }
}
