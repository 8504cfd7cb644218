namespace Weir.Failures;

/// <summary>What went wrong, as data: searchable by its code, readable by its message, solvable by its hint.</summary>
/// <param name="Code">Stable and documented in <c>docs/reference/errors.md</c>, such as <c>WEIR2104</c>.</param>
/// <param name="Message">One sentence: what was being done, to what, and what stopped it.</param>
/// <param name="Hint">What the reader can do next, when it is known.</param>
public sealed record Failure(string Code, string Message, string? Hint = null);
