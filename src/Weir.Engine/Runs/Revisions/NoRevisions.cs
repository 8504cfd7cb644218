using Weir.Failures;

namespace Weir.Engine.Runs.Revisions;

/// <summary>Where no revisions are kept.</summary>
internal sealed class NoRevisions : IRevisions
{
    /// <summary>What is said of a revision that is not kept.</summary>
    public static RefusedException Gone(string revision) => new(new Failure(
        "WEIR7034",
        $"The revision {revision} of the project is not kept: it is too long ago, or its folder was emptied.",
        "Run it with the project as it is now: weir rerun RUN --code latest, with --from failed where it is to go on."));

    public bool Has(string revision) => false;

    public Task<KeptProject> OpenAsync(string revision, CancellationToken cancellationToken) => throw Gone(revision);

    public Task SweepAsync(DateTimeOffset before, Func<string, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
