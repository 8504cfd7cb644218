using System.Xml.Linq;

using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;
using Weir.Server.S3.Xml;

namespace Weir.Server.S3.Objects;

/// <summary>An object's tags: at most ten, as S3 has it.</summary>
internal static class TagSet
{
    private const int Most = 10;
    private const int LongestKey = 128;
    private const int LongestValue = 256;

    /// <summary>Reads <c>a=1&amp;b=2</c>.</summary>
    /// <exception cref="S3Exception">InvalidTag, InvalidArgument: they are no tags.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> OfQuery(string query)
    {
        try
        {
            return Check([.. RequestTarget.Parse("/?" + query).Query.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))]);
        }
        catch (S3Exception error) when (error.Code == "InvalidURI")
        {
            throw S3Errors.InvalidArgument("x-amz-tagging", query, "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.");
        }
    }

    /// <exception cref="S3Exception">MalformedXML, InvalidTag.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> OfXml(byte[] content)
    {
        var set = XmlBody.All(XmlBody.Read(content, "Tagging"), "TagSet").FirstOrDefault() ?? throw S3Errors.MalformedXml("TagSet is missing");
        return Check([.. XmlBody.All(set, "Tag").Select(OfXml)]);
    }

    public static XmlText ToXml(IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        var xml = new XmlText().Open("Tagging", isRoot: true).Open("TagSet");
        foreach (var (key, value) in tags)
        {
            xml.Open("Tag").Add("Key", key).Add("Value", value).Close();
        }

        return xml;
    }

    private static KeyValuePair<string, string> OfXml(XElement tag) => KeyValuePair.Create(
        XmlBody.Text(tag, "Key") ?? throw S3Errors.MalformedXml("a Tag lacks its Key"),
        XmlBody.Text(tag, "Value") ?? throw S3Errors.MalformedXml("a Tag lacks its Value"));

    private static List<KeyValuePair<string, string>> Check(List<KeyValuePair<string, string>> tags)
    {
        if (tags.Count > Most)
        {
            throw new S3Exception(400, "BadRequest", $"Object tags cannot be greater than {Most}");
        }

        foreach (var (key, value) in tags)
        {
            if (key.Length is 0 || key.Length > LongestKey || value.Length > LongestValue)
            {
                throw new S3Exception(400, "InvalidTag", "A tag's key has 1 to 128 characters, its value at most 256.");
            }
        }

        return tags.DistinctBy(tag => tag.Key).Count() == tags.Count
            ? tags
            : throw new S3Exception(400, "InvalidTag", "Cannot provide multiple Tags with the same key");
    }
}
