using System.Globalization;
using System.Text;

namespace Weir.Project.Expressions;

/// <summary>Reads a template and checks all that can be known without an event.</summary>
internal sealed class TemplateParser
{
    /// <summary>The helper by which the template for Handlebars asks for an expression by its number.</summary>
    public const string ExpressionHelper = "expression";

    /// <summary>The helper by which a block asks for its condition by its number.</summary>
    public const string ConditionHelper = "condition";

    private readonly string _text;
    private readonly TemplateNames _names;
    private readonly List<TemplateMistake> _mistakes = [];
    private readonly List<TemplatePart> _parts = [];
    private readonly List<Expression> _expressions = [];
    private readonly StringBuilder _handlebars = new();
    private readonly Stack<(string Block, int At, bool HasElse)> _blocks = [];
    private bool _needsHandlebars;
    private int _start;

    private TemplateParser(string text, TemplateNames names)
    {
        _text = text;
        _names = names;
    }

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="names">What it may name.</param>
    /// <param name="mistakes">What is wrong in it; empty when it is fine.</param>
    public static ParsedTemplate Parse(string text, TemplateNames names, out IReadOnlyList<TemplateMistake> mistakes)
    {
        var parser = new TemplateParser(text, names);
        parser.ReadAll();
        mistakes = parser._mistakes;
        return new ParsedTemplate(parser._parts, parser._expressions, parser._needsHandlebars ? parser._handlebars.ToString() : null);
    }

    private void ReadAll()
    {
        for (var at = 0; at < _text.Length;)
        {
            var open = _text.IndexOf("{{", at, StringComparison.Ordinal);
            AddText(_text[at..(open < 0 ? _text.Length : open)]);
            if (open < 0)
            {
                break;
            }

            _start = open;
            if (open > 0 && _text[open - 1] == '\\')
            {
                Wrong("WEIR2505", "A backslash stands before '{{'.", "Remove it: text with '{{' of its own cannot be written.");
            }

            var cursor = new TemplateCursor(_text, open);
            if (!ReadMustache(cursor))
            {
                // What follows cannot be told apart from what is wrong.
                var next = _text.IndexOf("}}", Math.Max(open, Math.Min(cursor.At, _text.Length)), StringComparison.Ordinal);
                at = next < 0 ? _text.Length : next + 2;
                continue;
            }

            at = cursor.At;
        }

        foreach (var (block, at, _) in _blocks)
        {
            _start = at;
            Wrong("WEIR2501", $"The block '{{{{#{block} …}}}}' is never closed.", $"Close it with {{{{/{block}}}}}.");
        }
    }

    /// <returns>False when a mistake was noted and the cursor may stand anywhere.</returns>
    private bool ReadMustache(TemplateCursor cursor)
    {
        if (cursor.Take("{{{{"))
        {
            return Unsupported("'{{{{'", "Use two braces.");
        }

        if (cursor.Take("{{{"))
        {
            return ReadValue(cursor, "}}}", "");
        }

        cursor.Take("{{");
        var trim = cursor.Take("~") ? "~" : "";
        switch (cursor.Here)
        {
            case '!':
                return ReadComment(cursor);
            case '#':
                cursor.Take("#");
                return ReadBlock(cursor, trim);
            case '/':
                cursor.Take("/");
                return ReadBlockEnd(cursor, trim);
            case '>' or '*' or '&' or '^' or '@':
                return Unsupported($"'{{{{{cursor.Here}'", "Use names, helpers, #if and #unless.");
            default:
                return IsElse(cursor.At) ? ReadElse(cursor, trim) : ReadValue(cursor, "}}", trim);
        }
    }

    private bool ReadValue(TemplateCursor cursor, string close, string trim)
    {
        if (new ExpressionParser(cursor, _names, Wrong).Read() is not { } expression || !ReadEnd(cursor, close, out var trimAfter))
        {
            return false;
        }

        _parts.Add(new TemplatePart(null, expression));
        Emit(trim, Numbered(ExpressionHelper, expression), trimAfter);
        return true;
    }

    private bool ReadComment(TemplateCursor cursor)
    {
        var start = cursor.At;
        if (!cursor.TakeThrough(cursor.Take("!--") ? "--}}" : "}}"))
        {
            Wrong("WEIR2501", "A comment is never closed.", "Close it with '}}', or with '--}}' when it starts with '{{!--'.");
            return false;
        }

        _needsHandlebars = true;
        _handlebars.Append(_text, _start, cursor.At - _start);
        return cursor.At > start;
    }

    private bool ReadBlock(TemplateCursor cursor, string trim)
    {
        var block = cursor.TakeWord();
        if (block is not ("if" or "unless"))
        {
            return Unsupported($"The block '#{block}'", "Blocks may be #if and #unless.");
        }

        if (new ExpressionParser(cursor, _names, Wrong).ReadArgument() is not { } condition || !ReadEnd(cursor, "}}", out var trimAfter))
        {
            return false;
        }

        _needsHandlebars = true;
        _blocks.Push((block, _start, false));
        Emit(trim, $"#{block} ({Numbered(ConditionHelper, condition)})", trimAfter);
        return true;
    }

    private bool ReadElse(TemplateCursor cursor, string trim)
    {
        cursor.Take("else");
        if (!_blocks.TryPop(out var block) || block.HasElse)
        {
            Wrong("WEIR2501", "There is no block that this {{else}} belongs to.", "Open one with {{#if …}}.");
            return false;
        }

        _blocks.Push(block with { HasElse = true });
        cursor.SkipSpace();
        if (cursor.Here is not ('}' or '~'))
        {
            return Unsupported("'else' with a condition", "Open a block of its own with {{#if …}} after {{else}}.");
        }

        return EmitEnd(cursor, trim, "else");
    }

    private bool ReadBlockEnd(TemplateCursor cursor, string trim)
    {
        var name = cursor.TakeWord();
        if (!_blocks.TryPop(out var block) || block.Block != name)
        {
            Wrong("WEIR2501", $"There is no open block that this {{{{/{name}}}}} closes.", block.Block is null ? null : $"Close {{{{#{block.Block} …}}}} first.");
            return false;
        }

        return EmitEnd(cursor, trim, "/" + name);
    }

    private bool EmitEnd(TemplateCursor cursor, string trim, string what)
    {
        if (!ReadEnd(cursor, "}}", out var trimAfter))
        {
            return false;
        }

        Emit(trim, what, trimAfter);
        return true;
    }

    private bool ReadEnd(TemplateCursor cursor, string close, out string trimAfter)
    {
        cursor.SkipSpace();
        trimAfter = cursor.Take("~") ? "~" : "";
        if (cursor.Take(close) && cursor.Here != '}')
        {
            return true;
        }

        Wrong("WEIR2501", $"The braces are not closed with '{close}'.", $"Close them with '{close}'.");
        return false;
    }

    private void AddText(string text)
    {
        if (text.Length > 0)
        {
            _parts.Add(new TemplatePart(text, null));
            _handlebars.Append(text);
        }
    }

    private void Emit(string trimBefore, string what, string trimAfter)
    {
        _needsHandlebars |= trimBefore.Length + trimAfter.Length > 0;

        // Handlebars.Net takes a '~' right after a number for a part of it.
        _handlebars.Append("{{").Append(trimBefore).Append(what).Append(trimAfter.Length > 0 ? " ~}}" : "}}");
    }

    private string Numbered(string helper, Expression expression)
    {
        _expressions.Add(expression);
        return string.Create(CultureInfo.InvariantCulture, $"{helper} {_expressions.Count - 1}");
    }

    private bool IsElse(int at) =>
        string.CompareOrdinal(_text, at, "else", 0, 4) == 0 && (at + 4 >= _text.Length || _text[at + 4] is '}' or '~' or ' ');

    private bool Unsupported(string what, string hint)
    {
        Wrong("WEIR2505", $"{what} is part of Handlebars, but not supported here.", hint);
        return false;
    }

    private void Wrong(string code, string message, string? hint) => _mistakes.Add(new TemplateMistake(_start, code, message, hint));
}
