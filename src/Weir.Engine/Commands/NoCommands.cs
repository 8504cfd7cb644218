using Weir.Failures;
using Weir.Runs;

namespace Weir.Engine.Commands;

/// <summary>What stands where no commands are run.</summary>
internal sealed class NoCommands : ICommands
{
    public Task<CommandResult> RunAsync(CommandCall call, CancellationToken cancellationToken) => throw new RefusedException(new Failure(
        "WEIR6601", $"{call.Who} has a command, and commands cannot be run here.", "Run weir on Linux or macOS, such as in WSL."));

    public void Forget(RunId run)
    {
    }

    public Task SweepAsync(Func<RunId, DateTimeOffset, CancellationToken, Task<bool>> isOver, CancellationToken cancellationToken) => Task.CompletedTask;
}
