namespace Weir.Dashboard.Pages;

/// <summary>A page as it is sent.</summary>
/// <param name="Status">With which status.</param>
/// <param name="Html">What of.</param>
internal sealed record RenderedPage(int Status, byte[] Html)
{
    private readonly Lazy<string> _tag = new(() => $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Html))[..24]}\"");

    /// <summary>Tells it from the same page at another time.</summary>
    public string Tag => _tag.Value;
}
