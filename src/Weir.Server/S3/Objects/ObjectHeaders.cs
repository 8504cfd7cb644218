using System.Globalization;
using System.Text;

using Microsoft.AspNetCore.Http;

using Weir.Buckets;
using Weir.Server.S3.Checksums;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;

namespace Weir.Server.S3.Objects;

/// <summary>The headers that say something of an object: read from requests, written to answers.</summary>
internal static class ObjectHeaders
{
    public const string DefaultType = "binary/octet-stream";
    private const string MetadataPrefix = "x-amz-meta-";
    private const string Chunked = "aws-chunked";

    /// <summary>S3's own limit for the names and values of an object's metadata, in bytes.</summary>
    private const int MostMetadata = 2 * 1024;

    /// <summary>Kept with an object, each with the query parameter that replaces it in an answer.</summary>
    private static readonly (string Header, string Parameter)[] Kept =
    [
        ("Content-Type", "response-content-type"),
        ("Cache-Control", "response-cache-control"),
        ("Content-Disposition", "response-content-disposition"),
        ("Content-Encoding", "response-content-encoding"),
        ("Content-Language", "response-content-language"),
        ("Expires", "response-expires"),
    ];

    /// <summary>What a request says of the object that it makes.</summary>
    /// <exception cref="S3Exception">It asks for what is not implemented, or says too much.</exception>
    public static ObjectAttributes Read(S3Request request)
    {
        UnsupportedHeaders.Refuse(request);
        var headers = new Dictionary<string, string>();
        foreach (var (name, _) in Kept)
        {
            var value = request.Header(name);
            if (value is not null && name == "Content-Encoding")
            {
                // How the body travels is not how the content is encoded.
                value = string.Join(',', value.Split(',').Where(encoding => !encoding.Trim().Equals(Chunked, StringComparison.OrdinalIgnoreCase)));
            }

            if (!string.IsNullOrEmpty(value))
            {
                headers[name] = Sayable(name, value);
            }
        }

        return new ObjectAttributes
        {
            Headers = headers,
            Metadata = ReadMetadata(request),
            Tags = request.Header("x-amz-tagging") is { Length: > 0 } tags ? TagSet.OfQuery(tags) : [],
        };
    }

    /// <summary>Says of an object what GET and HEAD say.</summary>
    public static void Write(S3Request request, StoredObject stored, ObjectAttributes attributes)
    {
        var headers = request.Http.Response.Headers;
        headers.ETag = ObjectAttributes.ETagOf(stored);
        headers.LastModified = stored.LandedAt.ToString("R", CultureInfo.InvariantCulture);
        headers.AcceptRanges = "bytes";
        foreach (var (name, parameter) in Kept)
        {
            if (request.Target[parameter] is { } other)
            {
                headers[name] = AsHeader(parameter, other);
            }
            else if (attributes.Headers.TryGetValue(name, out var value))
            {
                headers[name] = value;
            }
        }

        if (headers.ContentType.Count == 0)
        {
            headers.ContentType = DefaultType;
        }

        foreach (var (name, value) in attributes.Metadata)
        {
            headers[MetadataPrefix + name] = value;
        }

        if (attributes.Tags.Count > 0)
        {
            headers["x-amz-tagging-count"] = attributes.Tags.Count.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Says an object's checksum, where there is one.</summary>
    public static void WriteChecksum(IHeaderDictionary headers, ObjectAttributes attributes)
    {
        if (Checksum.Parse(attributes.Checksum) is { } sum)
        {
            headers[ChecksumNames.HeaderOf(sum.Algorithm)] = sum.Value;
            headers["x-amz-checksum-type"] = sum.IsComposite ? "COMPOSITE" : "FULL_OBJECT";
        }
    }

    /// <summary>A header's value as it came, which answers can carry: bytes above 127 may be UTF-8, and a tab is a space.</summary>
    private static string Sayable(string name, string value) => value.Any(c => c is (< ' ' and not '\t') or '\x7f')
        ? throw HasControlCharacter(name, value)
        : value;

    /// <summary>A text from the query as a header would carry it: its bytes in UTF-8, and no control characters.</summary>
    private static string AsHeader(string name, string value) => value.Any(char.IsControl)
        ? throw HasControlCharacter(name, value)
        : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value));

    private static S3Exception HasControlCharacter(string name, string value) =>
        S3Errors.InvalidArgument(name, value, $"{name} holds a control character.");

    private static Dictionary<string, string> ReadMetadata(S3Request request)
    {
        var metadata = new Dictionary<string, string>();
        var presigned = request.Authorization.Expires is null ? [] : request.Target.Query.Select(pair => (pair.Name, pair.Value, false));
        var all = request.Http.Request.Headers.Select(pair => (pair.Key, pair.Value.ToString(), true)).Concat(presigned);
        foreach (var (name, value, header) in all)
        {
            if (name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase) && name.Length > MetadataPrefix.Length)
            {
                metadata[name[MetadataPrefix.Length..].ToLowerInvariant()] = header ? Sayable(name, value) : AsHeader(name, value);
            }
        }

        var size = metadata.Sum(pair => pair.Key.Length + Encoding.Latin1.GetByteCount(pair.Value));
        return size <= MostMetadata ? metadata : throw new S3Exception(400, "MetadataTooLarge", $"Your metadata headers exceed the maximum allowed metadata size of {MostMetadata} bytes.");
    }
}
