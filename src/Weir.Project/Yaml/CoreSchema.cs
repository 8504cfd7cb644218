using System.Text.RegularExpressions;

namespace Weir.Project.Yaml;

/// <summary>
/// Which plain scalars are not text: the core schema of YAML 1.2, section 10.3. Words such as <c>yes</c>, <c>no</c> and
/// <c>on</c> are text there, other than in YAML 1.1.
/// </summary>
internal static partial class CoreSchema
{
    /// <summary>What an unquoted scalar is.</summary>
    public static ScalarKind KindOf(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Nothing,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
        [not ((>= '0' and <= '9') or '-' or '+' or '.'), ..] => ScalarKind.Text,
        _ when Integer.IsMatch(text) => ScalarKind.Integer,
        _ when Float.IsMatch(text) => ScalarKind.Float,
        _ => ScalarKind.Text,
    };

    [GeneratedRegex(@"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Integer { get; }

    [GeneratedRegex(@"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Float { get; }
}
