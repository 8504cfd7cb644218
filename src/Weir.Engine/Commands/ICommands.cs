using Weir.Runs;

namespace Weir.Engine.Commands;

/// <summary>Runs commands of the user's own, each in the scratch folder of its run.</summary>
/// <remarks>
/// Implementations promise: what a command starts does not outlive it, nor Weir itself for longer than until its next start; however
/// much it writes, memory stays bounded; commands of one run find one another's files, also after Weir was started again.
/// </remarks>
internal interface ICommands
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="call">The command.</param>
    /// <param name="cancellationToken">
    /// Ends it, with all that it started: it is asked to, and killed when it takes too long. What it wrote until then is told.
    /// </param>
    /// <exception cref="Failures.RefusedException">WEIR6502: what is to read it is not there. WEIR6601: it cannot be run here.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    Task<CommandResult> RunAsync(CommandCall call, CancellationToken cancellationToken);

    /// <summary>Removes the scratch folder of a run that has ended for good.</summary>
    void Forget(RunId run);

    /// <summary>Ends and removes what a Weir that was killed left.</summary>
    /// <param name="isOver">Whether a run whose folder has been there since a time has ended for good.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task SweepAsync(Func<RunId, DateTimeOffset, CancellationToken, Task<bool>> isOver, CancellationToken cancellationToken);
}
