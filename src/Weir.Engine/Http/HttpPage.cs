namespace Weir.Engine.Http;

/// <summary>An answer, read.</summary>
/// <param name="Address">Where it came from in the end.</param>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its headers, in lower case.</param>
internal sealed record HttpPage(Uri Address, int Status, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Its bytes. Empty when they went elsewhere.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How many bytes it had.</summary>
    public long Length { get; init; }

    /// <summary>How an answer without its body is told.</summary>
    public static HttpPage Of(Uri address, HttpResponseMessage response) => new(
        address,
        (int)response.StatusCode,
        response.Headers.Concat(response.Content.Headers)
            .Where(header => !header.Key.Equals("set-cookie", StringComparison.OrdinalIgnoreCase))
            .GroupBy(header => header.Key.ToLowerInvariant(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => string.Join(", ", group.SelectMany(header => header.Value)), StringComparer.Ordinal));
}
