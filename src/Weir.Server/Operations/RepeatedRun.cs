namespace Weir.Server.Operations;

/// <summary>A run that is done again.</summary>
/// <param name="Id">What <c>weir show</c> takes: a new run, or the same one when it goes on.</param>
/// <param name="Pipeline">Its pipeline.</param>
/// <param name="RerunOf">The run that was to be done again.</param>
/// <param name="FromStep">The step that it goes on from; none when it begins at the start.</param>
internal sealed record RepeatedRun(string Id, string Pipeline, string RerunOf, string? FromStep);
