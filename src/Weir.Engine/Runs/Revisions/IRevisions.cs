using Weir.Failures;

namespace Weir.Engine.Runs.Revisions;

/// <summary>What the project was: the revisions with which runs have begun.</summary>
/// <remarks>A revision is kept whole before the first run is made with it, and never changes.</remarks>
internal interface IRevisions
{
    /// <summary>Whether a revision is kept.</summary>
    bool Has(string revision);

    /// <summary>Reads a revision, so that runs can be made with it.</summary>
    /// <exception cref="RefusedException">WEIR7034: it is not kept. WEIR7035: it is damaged, or this Weir cannot make anything of it.</exception>
    /// <exception cref="UnavailableException">WEIR4003: the disk refuses.</exception>
    Task<KeptProject> OpenAsync(string revision, CancellationToken cancellationToken);

    /// <summary>Deletes revisions that nobody needs any more.</summary>
    /// <param name="before">Those in use since then stay.</param>
    /// <param name="isNeeded">Whether any run is of one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task SweepAsync(DateTimeOffset before, Func<string, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken);
}
