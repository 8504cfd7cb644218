using Weir.Engine.Objects;

namespace Weir.Engine.Triggers;

/// <summary>Records files that came by themselves, so that they become events like those that were put.</summary>
internal sealed class ArrivalTrigger(IObjectWatch watch, Landing landing)
{
    /// <summary>Waits for files and records them. Recorded or not, the watch knows: what was not is given out again.</summary>
    public async Task<bool> PumpAsync(CancellationToken cancellationToken)
    {
        var arrived = await watch.NextAsync(cancellationToken);
        await landing.AnnounceAsync(arrived, cancellationToken);
        return true;
    }
}
