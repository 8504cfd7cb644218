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

    /// <param name="content">The document.</param>
    /// <param name="root">What its root must be called.</param>
    /// <exception cref="S3Exception">MalformedXML: it is not such a document.</exception>
    public static XElement Read(byte[] content, string root)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content, writable: false), Settings);
            return XElement.Load(reader) is { } element && element.Name.LocalName == root
                ? element
                : throw S3Errors.MalformedXml($"its root must be {root}");
        }
        catch (XmlException error)
        {
            throw S3Errors.MalformedXml(error.Message);
        }
    }

    /// <summary>The elements of a name, in whatever namespace.</summary>
    public static IEnumerable<XElement> All(XElement parent, string name) => parent.Elements().Where(child => child.Name.LocalName == name);

    /// <summary>The text of the first element of a name; null when there is none.</summary>
    public static string? Text(XElement parent, string name) => All(parent, name).FirstOrDefault()?.Value;
}
