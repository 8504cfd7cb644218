using System.Text;

using Weir.Failures;
using Weir.Secrets;

namespace Weir.Local.Secrets;

/// <summary>
/// The file of an environment's secrets, as text: a line <c>weir-secrets 1 KEY-ID</c>, then a line for each, <c>NAME BASE64</c>, in the
/// order of their names. The bytes are a nonce (12), a tag (16) and the value in UTF-8, encrypted with AES-256-GCM; authenticated with it
/// are <c>weir-secrets 1</c>, the environment and the name, each followed by a line end, so that nothing can be moved.
/// </summary>
/// <param name="KeyId">The key that all of it is encrypted with.</param>
/// <param name="Entries">What is encrypted, by name.</param>
internal sealed record SecretFile(string KeyId, IReadOnlyDictionary<SecretName, byte[]> Entries)
{
    /// <summary>The folder of the project that has these files.</summary>
    public const string Folder = "secrets";

    private const string Format = "weir-secrets 1";

    /// <summary>What is authenticated with a value.</summary>
    public static string LabelOf(string environment, SecretName name) => $"{Format}\n{environment}\n{name}\n";

    /// <summary>Reads the text of such a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Where it stands.</param>
    /// <exception cref="RefusedException">WEIR6807: it is damaged.</exception>
    public static SecretFile Parse(string text, string path)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        if (lines[0].Split(' ') is not ["weir-secrets", "1", { Length: 16 } keyId])
        {
            throw Damaged(path, 1);
        }

        var entries = new Dictionary<SecretName, byte[]>();
        foreach (var (index, line) in lines.Index().Skip(1).Where(line => line.Item.Length > 0))
        {
            if (line.Split(' ') is not [var word, var base64]
                || !SecretName.TryParse(word, out var name)
                || BytesOf(base64) is not { } bytes
                || !entries.TryAdd(name, bytes))
            {
                throw Damaged(path, index + 1);
            }
        }

        return new SecretFile(keyId, entries);
    }

    /// <summary>The text of the file.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Format} {KeyId}\n");
        foreach (var (name, bytes) in Entries.OrderBy(entry => entry.Key.Text, StringComparer.Ordinal))
        {
            text.Append(name.Text).Append(' ').Append(Convert.ToBase64String(bytes)).Append('\n');
        }

        return text.ToString();
    }

    private static byte[]? BytesOf(string base64)
    {
        // The last digit has bits that mean nothing: a text with others of them is not what was written, though it reads the same.
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == base64 ? bytes[..length] : null;
    }

    private static RefusedException Damaged(string path, int line) => new(new Failure(
        "WEIR6807",
        FormattableString.Invariant($"The file of secrets {path} is damaged in line {line}: it is not as 'weir secret set' writes it."),
        "Take it from your version control again; two changes of it are merged by keeping the lines of both."));
}
