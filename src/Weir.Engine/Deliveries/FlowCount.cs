using Weir.Deliveries;

namespace Weir.Engine.Deliveries;

/// <summary>How much waits for one subscriber.</summary>
/// <param name="Subscriber">Who.</param>
/// <param name="Open">Deliveries that have not ended; those that are worked on are among them. So many at the most as are counted.</param>
/// <param name="Dead">Deliveries that were given up and not taken up again.</param>
internal sealed record FlowCount(Subscriber Subscriber, long Open, long Dead)
{
    /// <summary>How many of each are counted: who has more is not helped by the number.</summary>
    public const long Most = 100_000;
}
