using System.Text.RegularExpressions;

namespace Weir.Secrets;

/// <summary>A secret's name. Names that differ in case, or in <c>_</c> and <c>-</c>, are the same, as <c>DB_PASSWORD</c> and <c>db-password</c>.</summary>
public readonly partial record struct SecretName
{
    private SecretName(string text) => Text = text;

    /// <summary>The name in lower case, with hyphens.</summary>
    public string Text { get; }

    /// <summary>The name as environment variables have it: in upper case, with underscores.</summary>
    public string Variable => Text.Replace('-', '_').ToUpperInvariant();

    /// <summary>Reads a name: letters, digits, <c>_</c> and <c>-</c>, at most 100, with a letter or digit first.</summary>
    public static bool TryParse(string text, out SecretName name)
    {
        var fits = Pattern.IsMatch(text);
        name = fits ? new SecretName(text.Replace('_', '-').ToLowerInvariant()) : default;
        return fits;
    }

    /// <summary>The name that a tenant's secret has: the tenant, a hyphen, and this.</summary>
    public SecretName Of(string tenant) => new($"{tenant.Replace('_', '-').ToLowerInvariant()}-{Text}");

    /// <inheritdoc/>
    public override string ToString() => Text;

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?!\n)$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern { get; }
}
