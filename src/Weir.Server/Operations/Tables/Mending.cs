using Weir.Buckets;
using Weir.Engine.Loads;
using Weir.Engine.Triggers;
using Weir.Failures;
using Weir.Loads;
using Weir.Projects;

namespace Weir.Server.Operations.Tables;

/// <summary>Lands a mended file in the place of one of which rows were refused.</summary>
/// <param name="project">The project.</param>
/// <param name="tables">Finds loads.</param>
/// <param name="unloading">Takes rows out.</param>
/// <param name="landing">Where objects come in.</param>
internal sealed class Mending(ProjectDefinition project, TableOperations tables, Unloading unloading, Landing landing)
{
    /// <summary>The largest file: what is larger is mended where it came from, and put.</summary>
    public const long LargestFile = 256L << 20;

    /// <summary>
    /// Lands the content under the name of the load's file. Where a new content adds its rows to those of the old one, these are taken out
    /// first: a test of the table sees them otherwise.
    /// </summary>
    /// <param name="loadId">The load.</param>
    /// <param name="open">Opens the content, which is whole.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RefusedException">WEIR6020: there is no such load. WEIR7484: the rows were taken out, and nothing landed. Others: as of unloading and landing.</exception>
    public async Task<MendedFile> MendAsync(long loadId, Func<Stream> open, CancellationToken cancellationToken)
    {
        var load = await tables.FindAsync(loadId, cancellationToken);
        project.CheckBucket(load.File.Name.Bucket);
        if (ObjectKey.Check(load.File.Name.Key) is { } refused)
        {
            throw new RefusedException(refused);
        }

        var goesFirst = load.Status is LoadStatus.Loaded or LoadStatus.PartiallyLoaded && tables.MustGoFirst(load);
        var removed = goesFirst ? (await unloading.UnloadAsync(loadId, isDryRun: false, cancellationToken)).Rows : 0;
        try
        {
            var landed = await landing.LandAsync([new Arrival(load.File.Name, open)], goesFirst ? CancellationToken.None : cancellationToken);
            return new MendedFile(ListedObject.Of(landed[0]), removed);
        }
        catch (WeirException error) when (goesFirst)
        {
            throw new RefusedException(
                new Failure(
                    "WEIR7484",
                    $"The rows of load {loadId} were taken out of {load.Table}, and the mended file did not land: {error.Message}",
                    $"Send the file again, or load the one that is there with 'weir reload --load {loadId}'."),
                error);
        }
    }
}
