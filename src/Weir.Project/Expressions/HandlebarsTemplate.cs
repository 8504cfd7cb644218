using System.Globalization;
using System.Text;

using HandlebarsDotNet;

using Weir.Failures;
using Weir.Templates;

namespace Weir.Project.Expressions;

/// <summary>
/// A template in the language of Handlebars, without HTML escaping. Text and expressions are filled in here, because the
/// first use of Handlebars.Net costs 80 ms; a template with blocks, comments or <c>~</c> is compiled by it, once.
/// </summary>
internal sealed class HandlebarsTemplate : Template
{
    private static readonly Lazy<IHandlebars> Environment = new(CreateEnvironment);

    private readonly ParsedTemplate _parsed;
    private readonly HandlebarsTemplate<object, object>? _compiled;

    private HandlebarsTemplate(string text, ParsedTemplate parsed)
    {
        Text = text;
        _parsed = parsed;
        _compiled = parsed.Handlebars is { } source ? Environment.Value.Compile(source) : null;
    }

    /// <inheritdoc/>
    public override string Text { get; }

    /// <summary>What stands before the first <c>{{</c>; the whole template when there is none.</summary>
    public string LiteralStart => _parsed.LiteralStart;

    /// <summary>What stands after the last <c>}}</c>; the whole template when there is none.</summary>
    public string LiteralEnd => _parsed.Parts is [.., { Text: { } text }] ? text : "";

    /// <summary>Whether there is no <c>{{</c> at all.</summary>
    public bool IsLiteral => _parsed.IsLiteral;

    /// <inheritdoc/>
    public override bool IsJson => _compiled is null && _parsed.Parts is [{ Value: Expression.Call { Helper.Name: TemplateHelpers.Json } }];

    /// <summary>The expressions whose values become part of the text.</summary>
    public IEnumerable<Expression> Values => _parsed.Parts.Select(part => part.Value).OfType<Expression>();

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="names">What it may name.</param>
    /// <param name="mistakes">What is wrong in it; empty when it is fine.</param>
    /// <returns>Null when it has mistakes.</returns>
    public static HandlebarsTemplate? Read(string text, TemplateNames names, out IReadOnlyList<TemplateMistake> mistakes)
    {
        var parsed = TemplateParser.Parse(text, names, out mistakes);
        if (mistakes.Count > 0)
        {
            return null;
        }

        try
        {
            return new HandlebarsTemplate(text, parsed);
        }
        catch (HandlebarsException)
        {
            mistakes = [new TemplateMistake(0, "WEIR2501", "Handlebars cannot read this template.", "Check that its blocks open and close.")];
            return null;
        }
    }

    /// <inheritdoc/>
    public override string Render(IReadOnlyDictionary<string, object?> scope)
    {
        if (_compiled is not null)
        {
            return RenderCompiled(_compiled, scope);
        }

        var text = new StringBuilder();
        foreach (var part in _parsed.Parts)
        {
            text.Append(part.Text ?? Value(part.Value!, scope));
        }

        return text.ToString();
    }

    private string RenderCompiled(HandlebarsTemplate<object, object> compiled, IReadOnlyDictionary<string, object?> scope)
    {
        try
        {
            return compiled(new Filling(_parsed, scope));
        }
        catch (HandlebarsException e) when (e.InnerException is RefusedException refused)
        {
            throw new RefusedException(refused.Failure, e);
        }
    }

    private static string Value(Expression expression, IReadOnlyDictionary<string, object?> scope) =>
        TemplateText.Of(expression.In(scope) ?? throw TemplateText.Absent(expression.ToString(), expression.Beside(scope)));

    private static IHandlebars CreateEnvironment()
    {
        var environment = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });
        environment.RegisterHelper(
            TemplateParser.ExpressionHelper,
            (output, context, arguments) =>
            {
                var filling = (Filling)context.Value!;
                output.WriteSafeString(Value(filling.Expression(arguments[0]), filling.Scope));
            });
        environment.RegisterHelper(
            TemplateParser.ConditionHelper,
            (context, arguments) =>
            {
                var filling = (Filling)context.Value!;
                return filling.Expression(arguments[0]).In(filling.Scope)!;
            });
        return environment;
    }

    /// <summary>What a compiled template is given: its expressions, by number, and what they are read in.</summary>
    private sealed record Filling(ParsedTemplate Template, IReadOnlyDictionary<string, object?> Scope)
    {
        public Expression Expression(object? number) => Template.Expressions[Convert.ToInt32(number, CultureInfo.InvariantCulture)];
    }
}
