using Microsoft.Extensions.Logging;

using Weir.Engine.Notifications;
using Weir.Failures;

namespace Weir.Engine.Hosting;

/// <summary>Turns a stage over and over: work while there is some, wait while there is none, rest after an error.</summary>
internal sealed partial class Loop(IFlowObserver observer, TimeProvider time, ILogger<Loop> logger)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <param name="stage">What turns, for the log.</param>
    /// <param name="pump">One turn; false when there was nothing to do.</param>
    /// <param name="wait">Completes when there may be something to do.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    /// <exception cref="RefusedException">A turn met what stays so until somebody acts, such as a damaged file.</exception>
    public async Task RunAsync(
        string stage, Func<CancellationToken, Task<bool>> pump, Func<CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        // The first turn starts on a pool thread, so that a store that answers at once does not hold up its host.
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (!await pump(cancellationToken))
                {
                    await wait(cancellationToken);
                }
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (UnavailableException unavailable)
            {
                observer.Waiting(unavailable.Failure);
                await RestAsync(cancellationToken);
            }
            catch (RefusedException refused)
            {
                LogRefused(stage, refused);
                throw;
            }
            catch (Exception error)
            {
                LogTurnFailed(stage, error);
                await RestAsync(cancellationToken);
            }
        }
    }

    private async Task RestAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Rest, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(4101, LogLevel.Error, "A turn of {Stage} failed; it is taken again in a second")]
    private partial void LogTurnFailed(string stage, Exception error);

    [LoggerMessage(4102, LogLevel.Critical, "{Stage} cannot go on until somebody acts")]
    private partial void LogRefused(string stage, Exception error);
}
