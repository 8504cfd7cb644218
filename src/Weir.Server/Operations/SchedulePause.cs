namespace Weir.Server.Operations;

/// <summary>Whose schedules are to be paused, or to go on.</summary>
/// <param name="Name">The pipeline or the reconciliation.</param>
/// <param name="IsPaused">Whether they are paused from now on.</param>
internal sealed record SchedulePause(string Name, bool IsPaused);
