namespace Weir.Cli.Testing;

/// <summary>A request that a test saw.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Address">Where to.</param>
/// <param name="Headers">Its headers, by names in small letters.</param>
/// <param name="Body">Its body.</param>
/// <param name="IsAnswered">Whether the test says how it is answered.</param>
internal sealed record MadeRequest(string Method, Uri Address, IReadOnlyDictionary<string, string> Headers, byte[] Body, bool IsAnswered)
{
    public override string ToString() => $"{Method} {Address.AbsoluteUri}";
}
