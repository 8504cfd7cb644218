namespace Weir.Engine.Http;

/// <summary>What stands behind <c>?</c> in an address.</summary>
internal static class QueryText
{
    /// <summary>An address with more parameters.</summary>
    public static Uri With(Uri address, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var added = string.Join('&', parameters.Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}"));
        return added.Length == 0
            ? address
            : new UriBuilder(address) { Query = address.Query.Length > 1 ? $"{address.Query[1..]}&{added}" : added }.Uri;
    }
}
