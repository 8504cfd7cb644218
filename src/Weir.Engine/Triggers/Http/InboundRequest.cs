namespace Weir.Engine.Triggers.Http;

/// <summary>A request without its body.</summary>
/// <param name="Method">Its method, in capitals.</param>
/// <param name="Path">Its path as it was sent, without what is asked behind it.</param>
/// <param name="Query">What is asked, decoded, in order.</param>
/// <param name="Headers">Its headers by their names in small letters; those that came several times with commas between.</param>
internal sealed record InboundRequest(
    string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>A header; empty when it is not there.</summary>
    /// <param name="name">Its name, in small letters.</param>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}
