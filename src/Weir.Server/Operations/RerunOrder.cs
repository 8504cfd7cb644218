namespace Weir.Server.Operations;

/// <summary>Has a run done again.</summary>
/// <param name="Run">Which run.</param>
/// <param name="IsFromFailed">Whether it goes on from the step that failed, and no new run is made.</param>
internal sealed record RerunOrder(string Run, bool IsFromFailed);
