using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Weir.Server.Api.Describing;

/// <summary>What the code says of its types and their members: the comments that the compiler writes beside each assembly.</summary>
/// <remarks>They are read when somebody asks for the description of the API. Where the files were left out, there are no texts.</remarks>
internal sealed class MemberTexts
{
    private readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> _members = new();

    /// <summary>What is said of a type; none when nothing is.</summary>
    public string? Of(Type type) => TextOf(Find(type, $"T:{NameOf(type)}")?.Element("summary"));

    /// <summary>What is said of a property, or of the parameter that it is made of; none when nothing is.</summary>
    public string? Of(Type type, string property) =>
        TextOf(Find(type, $"P:{NameOf(type)}.{property}")?.Element("summary"))
        ?? TextOf(Find(type, $"T:{NameOf(type)}")?.Elements("param").FirstOrDefault(said => (string?)said.Attribute("name") == property));

    private XElement? Find(Type type, string member) => _members.GetOrAdd(type.Assembly, Read).GetValueOrDefault(member);

    private static Dictionary<string, XElement> Read(Assembly assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        try
        {
            return XDocument.Load(file).Descendants("member").ToDictionary(member => (string)member.Attribute("name")!);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException or XmlException)
        {
            return [];
        }
    }

    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    /// <summary>As one line, with code between backticks.</summary>
    private static string? TextOf(XElement? said)
    {
        if (said is null)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var node in said.Nodes())
        {
            text.Append(node switch
            {
                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                XElement named when (named.Attribute("cref") ?? named.Attribute("name") ?? named.Attribute("langword")) is { } other => $"`{other.Value.Split('.', ':')[^1]}`",
                XElement element => element.Value,
                _ => node is XText plain ? plain.Value : "",
            });
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
