using Weir.Engine.Objects;
using Weir.Server.S3.Checksums;
using Weir.Server.S3.Objects;
using Weir.Server.S3.Requests;
using Weir.Server.S3.Xml;

namespace Weir.Server.S3.Multipart;

/// <summary>ListMultipartUploads and ListParts.</summary>
internal sealed class UploadListCalls(S3Ports ports)
{
    private const int MostListed = 1000;

    public async Task ListPartsAsync(S3Request request)
    {
        var upload = UploadCalls.Find(ports.Uploads, request);
        var limit = Math.Min(request.Number("max-parts", MostListed, 1, int.MaxValue), MostListed);
        var after = request.Number("part-number-marker", 0, 0, int.MaxValue);
        var rest = ports.UploadParts.List(upload).Where(part => part.Number > after).Take(limit + 1).ToList();
        var (page, attributes) = (rest.Take(limit).ToList(), ObjectAttributes.Of(upload.Attributes));
        var xml = new XmlText().Open("ListPartsResult", isRoot: true)
            .Add("Bucket", request.Bucket)
            .Add("Key", request.Key)
            .Add("UploadId", upload.Id)
            .AddOwner("Initiator")
            .AddOwner()
            .Add("StorageClass", "STANDARD")
            .Add("PartNumberMarker", after)
            .Add("NextPartNumberMarker", page.Count > 0 ? page[^1].Number : after)
            .Add("MaxParts", limit)
            .Add("IsTruncated", rest.Count > limit)
            .Add("ChecksumAlgorithm", attributes.ChecksumAlgorithm)
            .Add("ChecksumType", attributes.ChecksumType);
        foreach (var part in page)
        {
            xml.Open("Part")
                .Add("PartNumber", part.Number)
                .Add("LastModified", part.WrittenAt)
                .Add("ETag", $"\"{part.ETag}\"")
                .Add("Size", part.Size);
            if (Checksum.Parse(part.Note) is { } sum)
            {
                xml.Add(ChecksumNames.ElementOf(sum.Algorithm), sum.Value);
            }

            xml.Close();
        }

        await xml.SendAsync(request.Http);
    }

    public async Task ListUploadsAsync(S3Request request)
    {
        var target = request.Target;
        var (prefix, delimiter, isEncoded) = (target["prefix"] ?? "", target["delimiter"] ?? "", EncodingType.IsUrl(request));
        var (keyMarker, idMarker) = (target["key-marker"] ?? "", target["upload-id-marker"] ?? "");
        var limit = Math.Min(request.Number("max-uploads", MostListed, 1, int.MaxValue), MostListed);
        var all = ports.Uploads.List(request.Bucket).Where(upload => upload.Name.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        var from = keyMarker.Length == 0 ? 0 : all.FindLastIndex(upload => IsBefore(upload, keyMarker, idMarker)) + 1;
        var rest = all.Skip(from).Select(upload => (Upload: upload, Prefix: PrefixOf(upload, prefix, delimiter))).ToList();
        var page = rest.Where(one => one.Prefix is null).Select(one => one.Upload).Take(limit).ToList();
        var isTruncated = rest.Count(one => one.Prefix is null) > limit;

        var xml = new XmlText().Open("ListMultipartUploadsResult", isRoot: true)
            .Add("Bucket", request.Bucket)
            .Add("KeyMarker", EncodingType.Write(keyMarker, isEncoded))
            .Add("UploadIdMarker", idMarker)
            .Add("NextKeyMarker", isTruncated ? EncodingType.Write(page[^1].Name.Key, isEncoded) : null)
            .Add("NextUploadIdMarker", isTruncated ? page[^1].Id : null)
            .Add("Prefix", EncodingType.Write(prefix, isEncoded))
            .Add("Delimiter", delimiter.Length > 0 ? EncodingType.Write(delimiter, isEncoded) : null)
            .Add("EncodingType", isEncoded ? "url" : null)
            .Add("MaxUploads", limit)
            .Add("IsTruncated", isTruncated);
        foreach (var upload in page)
        {
            xml.Open("Upload")
                .Add("Key", EncodingType.Write(upload.Name.Key, isEncoded))
                .Add("UploadId", upload.Id)
                .AddOwner("Initiator")
                .AddOwner()
                .Add("StorageClass", "STANDARD")
                .Add("Initiated", upload.BegunAt)
                .Close();
        }

        foreach (var common in rest.Select(one => one.Prefix).OfType<string>().Distinct())
        {
            xml.Open("CommonPrefixes").Add("Prefix", EncodingType.Write(common, isEncoded)).Close();
        }

        await xml.SendAsync(request.Http);
    }

    /// <summary>Whether an upload was listed on the page that ended with the markers.</summary>
    private static bool IsBefore(Upload upload, string keyMarker, string idMarker) =>
        idMarker.Length > 0 ? upload.Name.Key == keyMarker && upload.Id == idMarker : string.CompareOrdinal(upload.Name.Key, keyMarker) <= 0;

    private static string? PrefixOf(Upload upload, string prefix, string delimiter)
    {
        var end = delimiter.Length == 0 ? -1 : upload.Name.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : upload.Name.Key[..(end + delimiter.Length)];
    }
}
