namespace Weir.Project.Expressions;

/// <summary>A piece of a template without blocks: text as it is, or an expression to fill in.</summary>
/// <param name="Text">The text, or nothing.</param>
/// <param name="Value">The expression, or nothing.</param>
internal readonly record struct TemplatePart(string? Text, Expression? Value);
