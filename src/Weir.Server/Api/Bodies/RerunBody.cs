namespace Weir.Server.Api.Bodies;

/// <summary>Has a run done again.</summary>
/// <param name="FromFailed">Whether it goes on from the step that failed, and no new run is made.</param>
/// <param name="Original">Whether it is done with the project as it was, in place of the one that there is now.</param>
internal sealed record RerunBody(bool FromFailed = false, bool Original = false);
