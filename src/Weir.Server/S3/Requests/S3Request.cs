using Microsoft.AspNetCore.Http;

using Weir.Buckets;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Keys;
using Weir.Server.S3.Signing;

namespace Weir.Server.S3.Requests;

/// <summary>A request whose signature was checked, with the bucket and the key that it is about.</summary>
internal sealed class S3Request
{
    public required HttpContext Http { get; init; }

    public required RequestTarget Target { get; init; }

    public required Authorization Authorization { get; init; }

    /// <summary>What signs the chunks of its body.</summary>
    public required byte[] SigningKey { get; init; }

    /// <summary>The pair that signed it.</summary>
    public required AccessKey Pair { get; init; }

    /// <summary>Empty when the request is about no bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>Empty when the request is about the bucket itself.</summary>
    public required string Key { get; init; }

    /// <summary>What whoever signed it reaches.</summary>
    public required S3Share Share { get; init; }

    public ObjectName Name => new(Bucket, Key);

    public string Method => Http.Request.Method;

    public CancellationToken Cancelled => Http.RequestAborted;

    /// <summary>Takes a request's path apart.</summary>
    /// <param name="path">The decoded path.</param>
    /// <param name="hostBucket">The bucket that the host names, if it does.</param>
    public static (string Bucket, string Key) Split(string path, string? hostBucket)
    {
        if (hostBucket is not null)
        {
            return (hostBucket, path[1..]);
        }

        var slash = path.IndexOf('/', 1);
        return slash < 0 ? (path[1..], "") : (path[1..slash], path[(slash + 1)..]);
    }

    /// <summary>A header's value; of S3's own also from the query, where presigned requests carry them. Null when it is not there.</summary>
    public string? Header(string name)
    {
        if (Http.Request.Headers.TryGetValue(name, out var values))
        {
            return values.ToString();
        }

        if (Authorization.Expires is null || !name.StartsWith("x-amz-", StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var (candidate, value) in Target.Query)
        {
            if (candidate.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>A number from the query.</summary>
    /// <exception cref="S3Exception">InvalidArgument: it is none, or not within the bounds.</exception>
    public int Number(string name, int otherwise, int least, int most) => Target[name] switch
    {
        null or "" => otherwise,
        { } text when int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most => number,
        { } text => throw S3Errors.InvalidArgument(name, text, $"{name} must be a number between {least} and {most}."),
    };
}
