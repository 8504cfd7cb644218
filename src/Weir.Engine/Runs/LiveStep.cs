using Weir.Engine.Functions;

namespace Weir.Engine.Runs;

/// <summary>A step that is under way.</summary>
/// <param name="Step">What it is recorded under.</param>
/// <param name="Attempt">The attempt at the run.</param>
/// <param name="StartedAt">Since when.</param>
/// <param name="IsTakenUp">Whether it had begun to wait, and is looked at again.</param>
/// <param name="Output">What it writes.</param>
internal sealed record LiveStep(string Step, int Attempt, DateTimeOffset StartedAt, bool IsTakenUp, LiveOutput Output);
