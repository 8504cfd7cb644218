using System.Security.Cryptography;
using System.Text;

using Weir.Failures;

namespace Weir.Server.Access;

/// <summary>What this machine's user shows to be let in: a token in a file that nobody else may read.</summary>
internal sealed class OwnerToken
{
    private const string Section = "weir";
    private const string Key = "token";
    private const string Url = "url";
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly OwnersFile _file;
    private readonly byte[] _hash;

    private OwnerToken(OwnersFile file, string secret) => (_file, Secret, _hash) = (file, secret, Hash(secret));

    /// <summary>Never shown.</summary>
    public string Secret { get; }

    /// <summary>Where it stands.</summary>
    public string Path => _file.Path;

    /// <summary>The port that the server had when the file was written; none when there was none.</summary>
    public int? Port => Uri.TryCreate(_file.Find(Section, Url), UriKind.Absolute, out var url) ? url.Port : null;

    /// <summary>Reads an environment's token, or makes one: about 238 bits from the system's generator of secrets.</summary>
    /// <exception cref="RefusedException">WEIR7407: the file cannot be read.</exception>
    public static OwnerToken Open(string environmentFolder)
    {
        try
        {
            var file = OwnersFile.Open(environmentFolder);
            return new OwnerToken(file, file.Find(Section, Key) ?? "weir_" + RandomNumberGenerator.GetString(Characters, 40));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Unusable(System.IO.Path.Combine(environmentFolder, "credentials"), "Reading", refused);
        }
    }

    /// <summary>Writes the token, for its owner only, with where the server is.</summary>
    /// <exception cref="RefusedException">WEIR7407: it cannot be written.</exception>
    public void Save(string address)
    {
        _file.Set(Section, Url, address, "Lets this machine's user into the API and the dashboard of weir: Authorization: Bearer TOKEN.");
        _file.Set(Section, Key, Secret);
        try
        {
            _file.Save();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Unusable(Path, "Writing", refused);
        }
    }

    /// <summary>Whether a text is the token; it takes as long for each, right or wrong.</summary>
    public bool Is(string shown) => CryptographicOperations.FixedTimeEquals(Hash(shown), _hash);

    /// <summary>A key that is the same as long as the token is, and tells nothing of it.</summary>
    /// <param name="purpose">What it is for: each has its own.</param>
    public byte[] KeyFor(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(Secret), SHA256.HashSizeInBytes, info: Encoding.UTF8.GetBytes("weir " + purpose));

    /// <summary>Never the token.</summary>
    public override string ToString() => Path;

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static RefusedException Unusable(string path, string doing, Exception why) => new(
        new Failure(
            "WEIR7407",
            $"{doing} the token in {path} failed: {why.Message.TrimEnd('.')}.",
            "Make the file readable for you, or delete it: the next start makes a new one. Or start with --no-web."),
        why);
}
