namespace Weir.Project.Expressions;

/// <summary>A template, read.</summary>
/// <param name="Parts">Text and expressions in order. All there is, unless the template needs Handlebars.</param>
/// <param name="Expressions">Every expression, those of blocks included.</param>
/// <param name="Handlebars">
/// For a template with blocks, comments or <c>~</c>: the template for Handlebars, in which each expression is a call with
/// its number. None for a template of text and expressions alone.
/// </param>
internal sealed record ParsedTemplate(IReadOnlyList<TemplatePart> Parts, IReadOnlyList<Expression> Expressions, string? Handlebars)
{
    /// <summary>What stands before the first <c>{{</c>; the whole template when there is none.</summary>
    public string LiteralStart => Parts is [{ Text: { } text }, ..] ? text : "";

    /// <summary>Whether there is no <c>{{</c> at all.</summary>
    public bool IsLiteral => Handlebars is null && Expressions.Count == 0;
}
