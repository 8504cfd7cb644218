using System.Text;

namespace Weir.Tests.Reliability;

/// <summary>A file to be loaded, and what is to become of its rows.</summary>
/// <param name="Name">What is the matter with it.</param>
/// <param name="Content">The file.</param>
/// <param name="Ending">The end of its key, behind that of its format.</param>
internal sealed record HostileFile(string Name, byte[] Content, string? Ending = null)
{
    public HostileFile(string name, string content, string? ending = null)
        : this(name, Encoding.UTF8.GetBytes(content), ending)
    {
    }

    /// <summary>Rows loaded and refused, with declared columns and without: <c>2+1</c>, <c>none</c> for no load at all.</summary>
    public (string Declared, string Inferred) Rows { get; private init; }

    public HostileFile Gives(string declared, string? inferred = null) => this with { Rows = (declared, inferred ?? declared) };
}
