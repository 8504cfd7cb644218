namespace Weir.Server.Operations;

/// <summary>A schedule that fired because somebody asked.</summary>
/// <param name="Name">The pipeline or reconciliation that begins.</param>
/// <param name="Kind"><c>pipeline</c> or <c>reconciliation</c>.</param>
/// <param name="Run">The run of the pipeline; none of a reconciliation.</param>
internal sealed record FiredSchedule(string Name, string Kind, string? Run);
