using System.Security.Cryptography;
using System.Text;

using Microsoft.AspNetCore.Http;

using Weir.Server.S3.Requests;

namespace Weir.Server.S3.Signing;

/// <summary>A request in the one form that its sender and its receiver sign.</summary>
internal static class CanonicalRequest
{
    public static string Of(string method, RequestTarget target, IHeaderDictionary headers, Authorization authorization)
    {
        var text = new StringBuilder(512);
        text.Append(method).Append('\n');
        UriEncoding.Encode(target.Path, text, keepSlash: true);
        text.Append('\n');
        AppendQuery(target, text);
        text.Append('\n');
        foreach (var name in authorization.SignedHeaders)
        {
            text.Append(name).Append(':');
            AppendValue(headers[name].ToString(), text);
            text.Append('\n');
        }

        text.Append('\n').AppendJoin(';', authorization.SignedHeaders).Append('\n').Append(authorization.Payload);
        return text.ToString();
    }

    public static string StringToSign(string canonical, Authorization authorization)
    {
        // Latin-1 gives back the very bytes of the headers, whatever they mean to their sender.
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(canonical)));
        return $"{Authorization.Algorithm}\n{authorization.Stamp}\n{authorization.Scope}\n{hash}";
    }

    private static void AppendQuery(RequestTarget target, StringBuilder text)
    {
        if (target.Query.Count == 0)
        {
            return;
        }

        var pairs = target.Query
            .Where(pair => pair.Name != "X-Amz-Signature")
            .Select(pair => (Name: UriEncoding.Encode(pair.Name, keepSlash: false), Value: UriEncoding.Encode(pair.Value, keepSlash: false)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}");
        text.AppendJoin('&', pairs);
    }

    /// <summary>Without spaces at its ends, and one where several stand together.</summary>
    private static void AppendValue(string value, StringBuilder text)
    {
        var trimmed = value.AsSpan().Trim(' ');
        for (var at = 0; at < trimmed.Length; at++)
        {
            if (trimmed[at] != ' ' || trimmed[at - 1] != ' ')
            {
                text.Append(trimmed[at]);
            }
        }
    }
}
