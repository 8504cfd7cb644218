using System.Text;

using Weir.Engine.Objects;
using Weir.Server.S3.Checksums;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Objects;
using Weir.Server.S3.Requests;
using Weir.Server.S3.Xml;

namespace Weir.Server.S3.Buckets;

/// <summary>ListObjects and ListObjectsV2.</summary>
internal sealed class ListCalls(IObjectStore objects)
{
    private const int MostKeys = 1000;

    /// <summary>What a token begins with, before the key or prefix that the next page comes after: whatever else comes is none of ours.</summary>
    private const string OurToken = "after ";

    public async Task ListAsync(S3Request request)
    {
        var isSecond = request.Target["list-type"] switch
        {
            null => false,
            "2" => true,
            { } other => throw S3Errors.InvalidArgument("list-type", other, "Invalid List Type specified in Request"),
        };
        var (prefix, delimiter) = (request.Target["prefix"] ?? "", request.Target["delimiter"] ?? "");
        var isEncoded = EncodingType.IsUrl(request);
        var limit = Math.Min(request.Number("max-keys", MostKeys, 0, int.MaxValue), MostKeys);
        var token = isSecond ? request.Target["continuation-token"] : null;
        var after = isSecond ? (token is null ? request.Target["start-after"] : Decode(token)) : request.Target["marker"];
        var page = await Listing.ReadAsync(
            objects, request.Bucket, prefix, delimiter, after is "" ? null : after, limit, request.Cancelled);

        var xml = new XmlText().Open("ListBucketResult", isRoot: true)
            .Add("Name", request.Bucket)
            .Add("Prefix", EncodingType.Write(prefix, isEncoded));
        if (isSecond)
        {
            xml.Add("StartAfter", EncodingType.Write(request.Target["start-after"], isEncoded))
                .Add("ContinuationToken", token)
                .Add("NextContinuationToken", page.Next is null ? null : Encode(page.Next))
                .Add("KeyCount", page.Objects.Count + page.Prefixes.Count);
        }
        else
        {
            // Only with a delimiter; without one, the last key is the next marker.
            xml.Add("Marker", EncodingType.Write(request.Target["marker"] ?? "", isEncoded))
                .Add("NextMarker", delimiter.Length > 0 ? EncodingType.Write(page.Next, isEncoded) : null);
        }

        xml.Add("MaxKeys", limit)
            .Add("Delimiter", delimiter.Length > 0 ? EncodingType.Write(delimiter, isEncoded) : null)
            .Add("EncodingType", isEncoded ? "url" : null)
            .Add("IsTruncated", page.Next is not null);
        AddContents(xml, page, isEncoded, hasOwner: !isSecond || request.Target["fetch-owner"] is "true");
        await xml.SendAsync(request.Http);
    }

    private static void AddContents(XmlText xml, Listing page, bool isEncoded, bool hasOwner)
    {
        foreach (var stored in page.Objects)
        {
            xml.Open("Contents")
                .Add("Key", EncodingType.Write(stored.Name.Key, isEncoded))
                .Add("LastModified", stored.LandedAt)
                .Add("ETag", ObjectAttributes.ETagOf(stored));
            if (Checksum.Parse(ObjectAttributes.Of(stored).Checksum) is { } sum)
            {
                xml.Add("ChecksumAlgorithm", ChecksumNames.NameOf(sum.Algorithm)).Add("ChecksumType", sum.IsComposite ? "COMPOSITE" : "FULL_OBJECT");
            }

            xml.Add("Size", stored.Size).Add("StorageClass", "STANDARD");
            if (hasOwner)
            {
                xml.AddOwner();
            }

            xml.Close();
        }

        foreach (var prefix in page.Prefixes)
        {
            xml.Open("CommonPrefixes").Add("Prefix", EncodingType.Write(prefix, isEncoded)).Close();
        }
    }

    private static string Encode(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(OurToken + key));

    private static string Decode(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var count)
            && Encoding.UTF8.GetString(bytes, 0, count) is var text
            && text.StartsWith(OurToken, StringComparison.Ordinal)
                ? text[OurToken.Length..]
                : throw S3Errors.InvalidArgument("continuation-token", token, "The continuation token provided is incorrect");
    }
}
