namespace Weir.Engine.Steps;

/// <summary>A step that has not ended and is asked again later.</summary>
/// <param name="Until">When; none when a signal to it is what it waits for.</param>
/// <param name="Note">What it is to be told then, in JSON.</param>
internal sealed record StepWait(DateTimeOffset? Until, string Note);
