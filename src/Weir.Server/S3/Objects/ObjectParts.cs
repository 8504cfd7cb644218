using Weir.Server.S3.Checksums;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;
using Weir.Server.S3.Xml;

namespace Weir.Server.S3.Objects;

/// <summary>GetObjectAttributes.</summary>
internal sealed class ObjectParts(ObjectReads reads)
{
    private const string Header = "x-amz-object-attributes";

    public async Task DescribeAsync(S3Request request)
    {
        var wanted = (request.Header(Header) ?? throw S3Errors.InvalidArgument(Header, "", $"The header {Header} is missing."))
            .Split(',', StringSplitOptions.TrimEntries);
        var stored = await reads.FindAsync(request);
        var attributes = ObjectAttributes.Of(stored);
        request.Http.Response.Headers.LastModified = stored.LandedAt.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        var xml = new XmlText().Open("GetObjectAttributesResponse", isRoot: true)
            .Add("ETag", wanted.Contains("ETag") ? ObjectAttributes.ETagOf(stored).Trim('"') : null);
        if (wanted.Contains("Checksum") && Checksum.Parse(attributes.Checksum) is { } sum)
        {
            xml.Open("Checksum")
                .Add(ChecksumNames.ElementOf(sum.Algorithm), sum.Value)
                .Add("ChecksumType", sum.IsComposite ? "COMPOSITE" : "FULL_OBJECT")
                .Close();
        }

        if (wanted.Contains("ObjectParts") && attributes.Parts.Count > 0)
        {
            xml.Open("ObjectParts").Add("PartsCount", attributes.Parts.Count).Close();
        }

        xml.Add("StorageClass", wanted.Contains("StorageClass") ? "STANDARD" : null);
        if (wanted.Contains("ObjectSize"))
        {
            xml.Add("ObjectSize", stored.Size);
        }

        await xml.SendAsync(request.Http);
    }
}
