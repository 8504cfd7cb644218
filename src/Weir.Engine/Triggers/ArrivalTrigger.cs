using Weir.Engine.Notifications;
using Weir.Engine.Objects;
using Weir.Failures;

namespace Weir.Engine.Triggers;

/// <summary>Records files that came by themselves, so that they become events like those that were put.</summary>
internal sealed class ArrivalTrigger(IObjectWatch watch, Landing landing, IFlowObserver observer)
{
    private IReadOnlyList<Failure> _told = [];

    /// <summary>Waits for files and records them. Recorded or not, the watch knows: what was not is given out again.</summary>
    public async Task<bool> PumpAsync(CancellationToken cancellationToken)
    {
        var arrived = await watch.NextAsync(cancellationToken);
        TellRefused(watch.Refused);
        if (arrived.Count > 0)
        {
            await landing.AnnounceAsync(arrived, cancellationToken);
        }

        return true;
    }

    private void TellRefused(IReadOnlyList<Failure> refused)
    {
        foreach (var failure in refused.Except(_told))
        {
            observer.Waiting(failure);
        }

        _told = refused;
    }
}
