namespace Weir.Project.Expressions;

/// <summary>What is wrong in a template.</summary>
/// <param name="At">Where the <c>{{</c> stands, counted from zero.</param>
/// <param name="Code">Stable and documented.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Hint">The fix.</param>
internal sealed record TemplateMistake(int At, string Code, string Message, string? Hint);
