using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>An attempt at one moment, as it is seen by somebody who follows it.</summary>
/// <param name="UnderWay">The steps that are under way.</param>
/// <param name="Ended">Those that have ended in this attempt and were not seen before, in the order of their numbers.</param>
/// <param name="IsOver">Whether nothing follows.</param>
/// <param name="Changed">Ends when there is more to be seen.</param>
internal sealed record LiveView(IReadOnlyList<LiveStep> UnderWay, IReadOnlyList<StepRecord> Ended, bool IsOver, Task Changed);
