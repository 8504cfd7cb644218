using System.Globalization;

using Weir.Engine.Objects;
using Weir.Server.S3.Checksums;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Xml;

namespace Weir.Server.S3.Multipart;

/// <summary>The parts that a client says its object is made of.</summary>
internal sealed class PartList
{
    /// <summary>The least that any part but the last may have, as in S3.</summary>
    private const int SmallestPart = 5 << 20;

    private readonly List<(int Number, string ETag, string? Sum)> _parts;

    private PartList(List<(int Number, string ETag, string? Sum)> parts) => _parts = parts;

    /// <exception cref="S3Exception">MalformedXML, InvalidPartOrder.</exception>
    public static PartList Read(byte[] content)
    {
        var parts = new List<(int Number, string ETag, string? Sum)>();
        foreach (var part in XmlBody.All(XmlBody.Read(content, "CompleteMultipartUpload"), "Part"))
        {
            if (!int.TryParse(XmlBody.Text(part, "PartNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || XmlBody.Text(part, "ETag") is not { } etag)
            {
                throw S3Errors.MalformedXml("a Part needs its PartNumber and its ETag");
            }

            if (parts.Count > 0 && parts[^1].Number >= number)
            {
                throw new S3Exception(400, "InvalidPartOrder", "The list of parts was not in ascending order. The parts list must be specified in order by part number.");
            }

            var sum = ChecksumNames.All.Select(algorithm => XmlBody.Text(part, ChecksumNames.ElementOf(algorithm))).FirstOrDefault(value => value is not null);
            parts.Add((number, etag.Trim('"'), sum));
        }

        return parts.Count > 0 ? new PartList(parts) : throw S3Errors.MalformedXml("it names no Part");
    }

    /// <summary>The listed ones among the parts that are there.</summary>
    /// <exception cref="S3Exception">InvalidPart, EntityTooSmall.</exception>
    public IReadOnlyList<UploadPart> Choose(IReadOnlyList<UploadPart> written)
    {
        var known = written.ToDictionary(part => part.Number);
        var chosen = new List<UploadPart>();
        foreach (var (number, etag, sum) in _parts)
        {
            if (!known.TryGetValue(number, out var part)
                || !part.ETag.Equals(etag, StringComparison.OrdinalIgnoreCase)
                || (sum is not null && Checksum.Parse(part.Note) is { } kept && kept.Value != sum))
            {
                throw new S3Exception(400, "InvalidPart", "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.")
                {
                    Details = [("PartNumber", number.ToString(CultureInfo.InvariantCulture)), ("ETag", etag)],
                };
            }

            if (chosen.Count > 0 && chosen[^1].Size < SmallestPart)
            {
                throw new S3Exception(400, "EntityTooSmall", $"Your proposed upload is smaller than the minimum allowed size: each part but the last has at least {SmallestPart} bytes.")
                {
                    Details = [("PartNumber", chosen[^1].Number.ToString(CultureInfo.InvariantCulture))],
                };
            }

            chosen.Add(part);
        }

        return chosen;
    }
}
