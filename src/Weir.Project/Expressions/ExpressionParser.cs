using System.Globalization;

using Weir.Secrets;

namespace Weir.Project.Expressions;

/// <summary>Reads the expression of one mustache and checks its names and helpers.</summary>
/// <param name="cursor">Stands at the start of the expression.</param>
/// <param name="names">What may be named.</param>
/// <param name="wrong">Takes a mistake: code, message, hint.</param>
internal sealed class ExpressionParser(TemplateCursor cursor, TemplateNames names, Action<string, string, string?> wrong)
{
    private const int MaxDepth = 16;

    /// <summary>Reads a name, or a helper and its arguments, up to the closing brace or bracket.</summary>
    /// <returns>Null when a mistake was noted.</returns>
    public Expression? Read(int depth = 0)
    {
        cursor.SkipSpace();
        if (cursor.Here is '"' or '\'' or '-' or (>= '0' and <= '9'))
        {
            wrong("WEIR2501", "A name or a helper must come first between the braces.", "Write a fixed text outside of the braces.");
            return null;
        }

        var word = cursor.TakeWord();
        if (word.Length == 0)
        {
            wrong("WEIR2501", "There is no name between the braces.", "Write a name such as {{event.key}}.");
            return null;
        }

        var arguments = new List<Expression>();
        var given = 0;
        for (cursor.SkipSpace(); !cursor.IsAtEnd && cursor.Here is not ('}' or '~' or ')'); cursor.SkipSpace())
        {
            given++;
            if (depth == MaxDepth)
            {
                wrong("WEIR2505", $"Helpers are nested more than {MaxDepth} deep.", "Take them apart.");
                return null;
            }

            if (ReadArgument(depth) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }

        return given == 0 && !TemplateHelpers.ByName.ContainsKey(word) ? ReadPath(word) : Call(word, arguments);
    }

    /// <summary>Reads a name, a text in quotes, a number, or an expression in brackets.</summary>
    /// <returns>Null when a mistake was noted.</returns>
    public Expression? ReadArgument(int depth = 0)
    {
        cursor.SkipSpace();
        switch (cursor.Here)
        {
            case '"' or '\'':
                var text = cursor.TakeQuoted();
                if (text is null or [.., '\\'])
                {
                    wrong("WEIR2501", "A text in quotes is never closed.", "Close it with the same quote; a backslash does not escape one.");
                    return null;
                }

                return new Expression.Constant(text);
            case '(':
                cursor.Take("(");
                var inner = Read(depth + 1);
                cursor.SkipSpace();
                if (inner is not null && !cursor.Take(")"))
                {
                    wrong("WEIR2501", "A '(' is never closed.", "Close it with a ')'.");
                    return null;
                }

                return inner;
            default:
                var word = cursor.TakeWord();
                if (long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                {
                    return new Expression.Constant(number);
                }

                if (word.Length == 0 && cursor.Here is '}' or '~' or '\0')
                {
                    wrong("WEIR2501", "There is no name between the braces.", "Write a name such as event.key.");
                    return null;
                }

                if (word.Length == 0 || cursor.Here == '=')
                {
                    wrong("WEIR2505", $"'{word}{cursor.Here}' is not supported between the braces.", "Give a helper names, texts in quotes and numbers.");
                    return null;
                }

                return ReadPath(word);
        }
    }

    private Expression.Path? ReadPath(string word)
    {
        if (!word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-'))
        {
            wrong("WEIR2505", $"'{word}' is not supported between the braces.", "Write a name with dots, such as event.key.");
            return null;
        }

        if (names.Check(word) is var (message, hint))
        {
            wrong("WEIR2502", message, hint);
            return null;
        }

        return new Expression.Path(word);
    }

    private Expression? Call(string word, List<Expression> arguments)
    {
        if (!TemplateHelpers.ByName.TryGetValue(word, out var helper))
        {
            wrong(
                "WEIR2503",
                $"The template calls '{word}', which is no helper.",
                Nearest.Hint(word, [.. TemplateHelpers.All.Select(h => h.Name)], "Known are"));
            return null;
        }

        if (arguments.Count != helper.Count)
        {
            wrong(
                "WEIR2504",
                $"The helper '{word}' was given {arguments.Count} of {helper.Count} arguments.",
                $"Write {{{{{word} {helper.Usage}}}}}.");
            return null;
        }

        if (word == TemplateHelpers.Secret)
        {
            return ReadSecret(arguments[0]);
        }

        foreach (var (index, argument) in arguments.Index())
        {
            if (argument is Expression.Constant constant && helper.CheckConstant(index, constant.Value) is var (message, hint))
            {
                wrong("WEIR2504", message, hint);
                return null;
            }
        }

        return new Expression.Call(helper, arguments);
    }

    /// <summary>A secret is named in the template itself, so that it is known beforehand which ones a project needs.</summary>
    private Expression.Secret? ReadSecret(Expression argument)
    {
        if (argument is not Expression.Constant { Value: string text } || !SecretName.TryParse(text, out var name))
        {
            wrong(
                "WEIR2921",
                "The helper 'secret' wants the name of a secret, in quotes.",
                "Write {{secret 'db-password'}}, in letters, digits, '_' and '-'.");
            return null;
        }

        if (names.NoteSecret is not { } note)
        {
            wrong(
                "WEIR2922",
                $"The secret '{text}' may not be named here, where its value would be stored or shown.",
                "Secrets belong into a function's input, and into env, headers, bodies and the passwords of connections.");
            return null;
        }

        note(name);
        return new Expression.Secret(text);
    }
}
