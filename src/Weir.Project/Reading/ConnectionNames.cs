using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>References to connections.</summary>
internal static class ConnectionNames
{
    /// <summary>Reads the name of a connection that the project declares.</summary>
    public static bool TryRead(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        if (reading.Connections is not { } known || known.Contains(scalar.Text))
        {
            return true;
        }

        reading.Wrong(
            scalar,
            "WEIR2902",
            $"{reading.Label} names the connection '{scalar.Text}', which is not declared.",
            known.Count == 0 ? "Declare it under 'connections'." : Nearest.Hint(scalar.Text, [.. known], "Declared are"));
        return false;
    }
}
