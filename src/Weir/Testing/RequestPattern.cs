namespace Weir.Testing;

/// <summary>Requests that are meant by their method and address, such as <c>GET https://api.example.com/items?page=1</c>.</summary>
/// <param name="Text">The text.</param>
public sealed record RequestPattern(string Text)
{
    /// <summary>The method, such as <c>GET</c>.</summary>
    public string Method => Text.Split(' ')[0];

    /// <summary>The address up to <c>?</c>; <c>*</c> stands for any characters but <c>/</c>.</summary>
    public string Address => Text.Split(' ', 2)[^1].Split('?')[0];

    /// <summary>The query, whose parameters may come in any order. None when any query will do.</summary>
    public string? Query => Text.Split('?', 2) is [_, var query] ? query : null;

    /// <summary>Whether it says exactly which address is meant.</summary>
    public bool IsExact => Query is not null && !Address.Contains('*', StringComparison.Ordinal);

    /// <summary>Whether it means a request.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="address">Its address.</param>
    public bool Matches(string method, Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return method == Method
            && Means(Address, address.GetLeftPart(UriPartial.Path))
            && (Query is not { } query || Sorted(query).SequenceEqual(Sorted(address.Query.TrimStart('?'))));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool Means(string pattern, string address)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return Plain(pattern) == Plain(address);
        }

        var at = parts[0].Length;
        if (!address.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var (index, part) in parts.Index().Skip(1))
        {
            var next = index == parts.Length - 1 ? address.Length - part.Length : address.IndexOf(part, at, StringComparison.Ordinal);
            if (next < at || !address.EndsWith(index == parts.Length - 1 ? part : "", StringComparison.Ordinal) || address.IndexOf('/', at, next - at) >= 0)
            {
                return false;
            }

            at = next + part.Length;
        }

        return true;
    }

    /// <summary>As it is compared: <c>https://host</c> and <c>https://host/</c> are the same, and so are ways to write a character.</summary>
    private static string Plain(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Path) : address;

    private static IEnumerable<string> Sorted(string query) =>
        query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => Uri.UnescapeDataString(part.Replace('+', ' '))).Order(StringComparer.Ordinal);
}
