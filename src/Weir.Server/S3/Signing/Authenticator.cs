using System.Security.Cryptography;
using System.Text;

using Microsoft.AspNetCore.Http;

using Weir.Server.S3.Errors;
using Weir.Server.S3.Keys;
using Weir.Server.S3.Requests;

namespace Weir.Server.S3.Signing;

/// <summary>Makes sure that a request was signed by somebody who has a secret, lately, and that nobody added to it since.</summary>
internal sealed class Authenticator(SigningKeys keys, TimeProvider time)
{
    /// <summary>How far a client's clock may be from ours.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <returns>What was signed, with the key that signs the body's chunks too, and by which pair.</returns>
    /// <exception cref="S3Exception">It was not, or not so.</exception>
    public (Authorization Authorization, byte[] Key, AccessKey Pair) Check(string method, RequestTarget target, IHeaderDictionary headers)
    {
        var authorization = Authorization.Read(target, headers);
        if (headers.ContainsKey("x-amz-security-token") || target.Has("X-Amz-Security-Token"))
        {
            throw new S3Exception(400, "InvalidToken", "There are no temporary keys here: unset AWS_SESSION_TOKEN.");
        }

        if (keys.Find(authorization.KeyId) is not { } pair)
        {
            throw new S3Exception(403, "InvalidAccessKeyId", "The AWS access key ID you provided does not exist here. weir up says where the keys are.")
            {
                Details = [("AWSAccessKeyId", authorization.KeyId)],
            };
        }

        CheckSignedHeaders(authorization, headers);
        var key = keys.Of(pair, authorization.Date, authorization.Region);
        var canonical = CanonicalRequest.Of(method, target, headers, authorization);
        var text = CanonicalRequest.StringToSign(canonical, authorization);
        Span<byte> expected = stackalloc byte[32];
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text), expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(authorization.Signature)))
        {
            throw new S3Exception(403, "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your key and signing method.")
            {
                Details = [("AWSAccessKeyId", authorization.KeyId), ("StringToSign", text), ("CanonicalRequest", canonical)],
            };
        }

        CheckTime(authorization);
        return (authorization, key, pair);
    }

    private void CheckTime(Authorization authorization)
    {
        var now = time.GetUtcNow();
        if (authorization.Expires is { } life)
        {
            if (now >= authorization.Time + life)
            {
                throw S3Errors.AccessDenied("Request has expired");
            }

            if (now < authorization.Time - Skew)
            {
                throw S3Errors.AccessDenied("Request is not valid yet");
            }
        }
        else if ((now - authorization.Time).Duration() > Skew)
        {
            throw new S3Exception(403, "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large: more than 15 minutes.");
        }
    }

    /// <summary>What means something here must be signed, or somebody on the way could add it.</summary>
    private static void CheckSignedHeaders(Authorization authorization, IHeaderDictionary headers)
    {
        var signed = authorization.SignedHeaders;
        for (var at = 1; at < signed.Count; at++)
        {
            if (string.CompareOrdinal(signed[at - 1], signed[at]) >= 0)
            {
                throw S3Errors.AccessDenied("The signed headers are not in order, or one is there twice.");
            }
        }

        if (!signed.Contains("host"))
        {
            throw S3Errors.AccessDenied("The header host is not signed.");
        }

        foreach (var (name, _) in headers)
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !signed.Contains(name.ToLowerInvariant()))
            {
                throw new S3Exception(403, "AccessDenied", "There were headers present in the request which were not signed")
                {
                    Details = [("HeadersNotSigned", name.ToLowerInvariant())],
                };
            }
        }
    }
}
