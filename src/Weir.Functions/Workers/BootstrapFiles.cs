using System.Security.Cryptography;

namespace Weir.Functions.Workers;

/// <summary>The programs of Weir that run functions, written out of this assembly where an interpreter finds them.</summary>
/// <param name="folder">Where they go.</param>
internal sealed class BootstrapFiles(string folder)
{
    /// <summary>One of them, such as <c>bootstrap.py</c>.</summary>
    public string PathOf(string name)
    {
        using var resource = typeof(BootstrapFiles).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var content = new MemoryStream();
        resource.CopyTo(content);
        var bytes = content.ToArray();

        // Called after its content: another version of Weir may run beside this one.
        var home = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8)));
        var path = Path.Combine(home, name);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(home);
            var aside = Path.Combine(home, $".{RequestIds.Random()}");
            File.WriteAllBytes(aside, bytes);
            File.Move(aside, path, overwrite: true);
        }

        return path;
    }
}
