using System.Diagnostics;
using System.Text;

using Weir.Testing;

namespace Weir.Cli.Testing;

/// <summary>The bytes of what a test writes out, or names.</summary>
/// <param name="folder">The project's folder.</param>
internal sealed class TestContents(string folder)
{
    public byte[] BytesOf(TestContent? content) => content switch
    {
        null => [],
        TestContent.Text(var text) => Encoding.UTF8.GetBytes(text),
        TestContent.Json(var json) => Encoding.UTF8.GetBytes(json),
        TestContent.Lines(var lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))),
        TestContent.File(var path) => File.ReadAllBytes(Path.Combine(folder, path)),
        _ => throw new UnreachableException(content.ToString()),
    };
}
