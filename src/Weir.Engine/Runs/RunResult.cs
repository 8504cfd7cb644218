using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>A run as it ended.</summary>
/// <param name="Run">The record; its state is for the deliveries stage to set when it failed.</param>
/// <param name="Error">What ended the failed step; none when every step ended well.</param>
internal sealed record RunResult(Run Run, Exception? Error);
