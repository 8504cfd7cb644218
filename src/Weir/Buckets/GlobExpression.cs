using System.Text;
using System.Text.RegularExpressions;

namespace Weir.Buckets;

/// <summary>Turns a glob over keys into a regular expression.</summary>
internal static class GlobExpression
{
    /// <returns>Null, with the mistake, when the glob is not well formed.</returns>
    public static string? Of(string glob, out string mistake)
    {
        var expression = new StringBuilder("^");
        var depth = 0;
        mistake = "";
        for (var at = 0; at < glob.Length; at++)
        {
            switch (glob[at])
            {
                case '*' when Follows(glob, at, "**/") && (at == 0 || glob[at - 1] == '/'):
                    expression.Append("(?:.*/)?");
                    at += 2;
                    break;
                case '*' when Follows(glob, at, "***"):
                    mistake = "has three stars in a row; '*' stays within a segment, '**' crosses them";
                    return null;
                case '*' when Follows(glob, at, "**"):
                    expression.Append(".*");
                    at++;
                    break;
                case '*':
                    expression.Append("[^/]*");
                    break;
                case '?':
                    expression.Append("[^/]");
                    break;
                case '[':
                    var end = glob.IndexOf(']', Math.Min(at + 2, glob.Length));
                    if (end < 0)
                    {
                        mistake = "has a '[' without its ']'";
                        return null;
                    }

                    if (!TryAppendClass(expression, glob[(at + 1)..end]))
                    {
                        mistake = $"has a class '{glob[at..(end + 1)]}' whose range runs backwards";
                        return null;
                    }

                    at = end;
                    break;
                case '{':
                    depth++;
                    expression.Append("(?:");
                    break;
                case '}' when depth > 0:
                    depth--;
                    expression.Append(')');
                    break;
                case '}':
                    mistake = "has a '}' without its '{'";
                    return null;
                case ',' when depth > 0:
                    expression.Append('|');
                    break;
                default:
                    expression.Append(Regex.Escape(glob[at].ToString()));
                    break;
            }
        }

        if (depth > 0)
        {
            mistake = "has a '{' without its '}'";
            return null;
        }

        return expression.Append("\\z").ToString();
    }

    private static bool Follows(string glob, int at, string text) => string.CompareOrdinal(glob, at, text, 0, text.Length) == 0;

    private static bool TryAppendClass(StringBuilder expression, string members)
    {
        var negated = members[0] is '!' or '^';
        var body = negated ? members[1..] : members;
        expression.Append(negated ? "[^/" : "[");
        for (var at = 0; at < body.Length; at++)
        {
            if (at + 2 < body.Length && body[at + 1] == '-')
            {
                if (body[at] > body[at + 2])
                {
                    return false;
                }

                expression.Append(Escaped(body[at])).Append('-').Append(Escaped(body[at + 2]));
                at += 2;
            }
            else
            {
                expression.Append(Escaped(body[at]));
            }
        }

        expression.Append(']');
        return true;
    }

    private static string Escaped(char member) => member is '\\' or ']' or '[' or '^' or '-' ? $"\\{member}" : member.ToString();
}
