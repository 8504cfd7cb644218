using System.Globalization;

using Microsoft.AspNetCore.Http;

using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;

namespace Weir.Server.S3.Signing;

/// <summary>What a request says of its signature, in its headers or, presigned, in its query.</summary>
internal sealed record Authorization
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The longest life of a presigned request: seven days.</summary>
    private const int LongestLife = 604_800;

    public required string KeyId { get; init; }

    /// <summary>The day, as <c>20261121</c>.</summary>
    public required string Date { get; init; }

    public required string Region { get; init; }

    /// <summary>Names in lower case, in order.</summary>
    public required IReadOnlyList<string> SignedHeaders { get; init; }

    /// <summary>64 hexadecimal digits.</summary>
    public required string Signature { get; init; }

    /// <summary>When it was signed, as <c>20261121T103000Z</c>.</summary>
    public required string Stamp { get; init; }

    /// <summary>The same as a time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What is signed of the body: its SHA-256, or one of SigV4's words.</summary>
    public required string Payload { get; init; }

    /// <summary>How long a presigned request may be used; none for one that is signed in its headers.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary><c>20261121/us-east-1/s3/aws4_request</c>.</summary>
    public string Scope => $"{Date}/{Region}/s3/aws4_request";

    /// <exception cref="S3Exception">There is no signature, or it is not one of SigV4.</exception>
    public static Authorization Read(RequestTarget target, IHeaderDictionary headers)
    {
        var header = headers.Authorization;
        var isPresigned = target.Has("X-Amz-Algorithm") || target.Has("X-Amz-Signature") || target.Has("AWSAccessKeyId");
        if (header.Count + (isPresigned ? 1 : 0) > 1)
        {
            throw S3Errors.InvalidRequest("A request is signed once: in one Authorization header or in its query.");
        }

        return isPresigned ? OfQuery(target, headers)
            : header.Count == 1 ? OfHeader(header.ToString(), headers)
            : throw S3Errors.AccessDenied("The request is not signed. weir up says where the keys are that sign.");
    }

    private static Authorization OfHeader(string header, IHeaderDictionary headers)
    {
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw NotSigV4();
        }

        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2) is not [var name, var value] || !parts.TryAdd(name, value))
            {
                throw Malformed();
            }
        }

        return Make(
            parts.GetValueOrDefault("Credential"),
            parts.GetValueOrDefault("SignedHeaders"),
            parts.GetValueOrDefault("Signature"),
            Single(headers, "x-amz-date") ?? throw S3Errors.AccessDenied("The request lacks the header x-amz-date."),
            Single(headers, "x-amz-content-sha256") ?? throw S3Errors.InvalidRequest("The request lacks the header x-amz-content-sha256."),
            expires: null);
    }

    private static Authorization OfQuery(RequestTarget target, IHeaderDictionary headers)
    {
        if (target["X-Amz-Algorithm"] != Algorithm)
        {
            throw NotSigV4();
        }

        if (!int.TryParse(target["X-Amz-Expires"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds is < 1 or > LongestLife)
        {
            throw Query($"X-Amz-Expires must be a number of seconds between 1 and {LongestLife}.");
        }

        return Make(
            target["X-Amz-Credential"],
            target["X-Amz-SignedHeaders"],
            target["X-Amz-Signature"],
            target["X-Amz-Date"] ?? throw Query("X-Amz-Date is missing."),
            Single(headers, "x-amz-content-sha256") ?? target["X-Amz-Content-Sha256"] ?? PayloadHash.Unsigned,
            TimeSpan.FromSeconds(seconds));
    }

    private static Authorization Make(
        string? credential, string? signedHeaders, string? signature, string stamp, string payload, TimeSpan? expires)
    {
        if (credential?.Split('/') is not [.. { Length: > 0 } id, var date, { Length: > 0 } region, "s3", "aws4_request"]
            || signedHeaders is not { Length: > 0 }
            || signature is not { Length: 64 }
            || !signature.All(char.IsAsciiHexDigit))
        {
            throw Malformed();
        }

        if (!DateTimeOffset.TryParseExact(
                stamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || !stamp.StartsWith(date + "T", StringComparison.Ordinal))
        {
            throw S3Errors.AccessDenied("The request's date is not an ISO 8601 basic date, or not on the day of its credential.");
        }

        return new Authorization
        {
            KeyId = string.Join('/', id),
            Date = date,
            Region = region,
            SignedHeaders = signedHeaders.ToLowerInvariant().Split(';'),
            Signature = signature,
            Stamp = stamp,
            Time = time,
            Payload = payload,
            Expires = expires,
        };
    }

    /// <summary>A header that counts only when it is there once: of two values each side might take another one.</summary>
    private static string? Single(IHeaderDictionary headers, string name) => headers[name] switch
    {
        { Count: 0 } => null,
        [{ } value] => value,
        _ => throw S3Errors.InvalidRequest($"The header {name} is there more than once."),
    };

    private static S3Exception NotSigV4() => S3Errors.InvalidRequest(
        $"The authorization mechanism you have provided is not supported. Please use {Algorithm}; boto3 does for URLs in any region but us-east-1.");

    private static S3Exception Malformed() => new(400, "AuthorizationHeaderMalformed",
        "The authorization is not Credential=ID/DATE/REGION/s3/aws4_request, SignedHeaders=… and Signature=… of 64 hexadecimal digits.");

    private static S3Exception Query(string why) => new(400, "AuthorizationQueryParametersError", why);
}
