using System.Text.Json;

using Weir.Buckets;
using Weir.Server.S3.Checksums;

namespace Weir.Server.S3.Objects;

/// <summary>What a client said of an object beyond its content, as it is stored.</summary>
internal sealed record ObjectAttributes
{
    /// <summary>What an object has that came by another way.</summary>
    public static readonly ObjectAttributes None = new();

    /// <summary>Such as Content-Type and Cache-Control, under their usual names.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The <c>x-amz-meta-</c> headers, without that prefix and in lower case.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>As <see cref="Checksum.ToString"/> writes it.</summary>
    public string? Checksum { get; init; }

    /// <summary>The ETag that clients see of an object that came in parts; the MD5 of the content otherwise.</summary>
    public string? Etag { get; init; }

    /// <summary>The lengths of the parts that it came in.</summary>
    public IReadOnlyList<long> Parts { get; init; } = [];

    /// <summary>The multipart upload that it was, so that completing it once more is answered alike.</summary>
    public string? Upload { get; init; }

    /// <summary>The checksum to make of an upload's parts; of what they make, too, when it is no composite one.</summary>
    public string? ChecksumAlgorithm { get; init; }

    /// <summary>COMPOSITE or FULL_OBJECT, as long as it is an upload.</summary>
    public string? ChecksumType { get; init; }

    public static ObjectAttributes Of(StoredObject stored) => Of(stored.Attributes);

    public static ObjectAttributes Of(string? json) =>
        json is null ? None : JsonSerializer.Deserialize(json, AttributesJson.Default.ObjectAttributes) ?? None;

    /// <summary>The ETag that clients see, in quotation marks.</summary>
    public static string ETagOf(StoredObject stored) => $"\"{Of(stored).Etag ?? stored.ETag}\"";

    public string ToJson() => JsonSerializer.Serialize(this, AttributesJson.Default.ObjectAttributes);
}
