using Weir.Deliveries;
using Weir.Failures;

namespace Weir.Cli.Flow;

/// <summary>An attempt at a delivery that failed.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Failure">Why.</param>
/// <param name="GivenUp">Whether it became a dead letter.</param>
internal sealed record FailedAttempt(Delivery Delivery, Failure Failure, bool GivenUp);
