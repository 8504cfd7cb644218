namespace Weir.Engine.Deliveries;

/// <summary>How much waits for whom.</summary>
/// <remarks>What it costs depends on what is open now, up to a bound, and not on what was before.</remarks>
internal interface IFlowCounts
{
    /// <summary>Everybody for whom something is open or was given up.</summary>
    Task<IReadOnlyList<FlowCount>> CountAsync(CancellationToken cancellationToken);
}
