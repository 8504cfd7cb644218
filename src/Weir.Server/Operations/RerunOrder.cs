namespace Weir.Server.Operations;

/// <summary>Has a run done again.</summary>
/// <param name="Run">Which run.</param>
/// <param name="IsFromFailed">Whether it goes on from the step that failed, and no new run is made.</param>
/// <param name="IsOriginal">Whether it is done with the project as it was, in place of the one that there is now.</param>
internal sealed record RerunOrder(string Run, bool IsFromFailed, bool IsOriginal = false);
