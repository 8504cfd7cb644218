using System.Xml;
using System.Xml.Linq;

using Weir.Server.S3.Errors;

namespace Weir.Server.S3.Xml;

/// <summary>Reads the XML that clients send: no document types, no entities of their own, nothing from elsewhere.</summary>
internal static class XmlBody
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,

        // Keys may hold control characters, as references.
        CheckCharacters = false,
    };

    /// <summary>Deeper than any document that S3 knows, and not so deep that reading takes long.</summary>
    private const int Deepest = 10;

    /// <summary>What is said of a document at most: its own names may be as long as itself.</summary>
    private const int LongestReason = 200;

    /// <param name="content">The document.</param>
    /// <param name="root">What its root must be called.</param>
    /// <exception cref="S3Exception">MalformedXML: it is not such a document.</exception>
    public static XElement Read(byte[] content, string root)
    {
        try
        {
            CheckDepth(content);
            using var reader = Open(content);
            return XElement.Load(reader) is { } element && element.Name.LocalName == root
                ? element
                : throw S3Errors.MalformedXml($"its root must be {root}");
        }
        catch (XmlException error)
        {
            throw S3Errors.MalformedXml(error.Message.Length <= LongestReason ? error.Message : error.Message[..LongestReason] + "…");
        }
    }

    /// <summary>The elements of a name, in whatever namespace.</summary>
    public static IEnumerable<XElement> All(XElement parent, string name) => parent.Elements().Where(child => child.Name.LocalName == name);

    /// <summary>The text of the first element of a name; null when there is none.</summary>
    public static string? Text(XElement parent, string name) => All(parent, name).FirstOrDefault()?.Value;

    /// <summary>A reader names all that is open when a document ends too early, and takes the square of its depth for that.</summary>
    private static void CheckDepth(byte[] content)
    {
        using var reader = Open(content);
        while (reader.Read())
        {
            if (reader.Depth > Deepest)
            {
                throw S3Errors.MalformedXml($"its elements are nested more than {Deepest} deep");
            }
        }
    }

    private static XmlReader Open(byte[] content) => XmlReader.Create(new MemoryStream(content, writable: false), Settings);
}
