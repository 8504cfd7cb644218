using System.Globalization;

using Weir.Deliveries;
using Weir.Failures;

namespace Weir.Engine.Deliveries;

/// <summary>Ends pipelines that trigger one another without end, where the project's reader could not see that they do.</summary>
internal static class Chain
{
    /// <summary>The runs that may follow from one another. Many more than anybody would lay out by hand.</summary>
    public const int MostRuns = 100;

    /// <summary>The settlement of a delivery that would make the chain longer.</summary>
    /// <returns>None when the run is to be made.</returns>
    public static Settlement? GiveUp(Delivery delivery) => delivery.Event.Generation < MostRuns
        ? null
        : new Settlement(delivery with { Attempt = delivery.Attempt - 1 }, new DeliveryOutcome.DeadLettered(new Failure(
            "WEIR4014",
            string.Create(
                CultureInfo.InvariantCulture,
                $"It is the end of a chain of {MostRuns} runs, each started by what the one before it landed: pipelines trigger one another without end."),
            "See which in 'weir runs', and have one of them write where no other of them is triggered.")));
}
