namespace Weir.Server.Api.Bodies;

/// <summary>Goes with something that is said to a run.</summary>
/// <param name="Step">The step that an answer is for; the only one that waits for an answer when none.</param>
/// <param name="Comment">Why.</param>
internal sealed record WordBody(string? Step = null, string? Comment = null);
