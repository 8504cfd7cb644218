using System.Text;

using Weir.Failures;

namespace Weir.Server.S3.Keys;

/// <summary>The pairs of an environment, in the format that AWS's tools share: <c>.weir/local/credentials</c>, for its owner's eyes only.</summary>
/// <remarks>
/// Whoever starts a project for the first time gets one pair, made here. Others may be added by hand, each in a section of its own;
/// every pair of the file may sign. What else stands in it stays.
/// </remarks>
internal sealed class CredentialsFile
{
    private const string Id = "aws_access_key_id";
    private const string Secret = "aws_secret_access_key";
    private const string Endpoint = "endpoint_url";
    private const string Region = "region";
    private const string Default = "[default]";

    private readonly List<string> _lines;

    private CredentialsFile(string path, List<string> lines, bool isNew) => (Path, _lines, IsNew) = (path, lines, isNew);

    public string Path { get; }

    /// <summary>Whether the pair was made just now.</summary>
    public bool IsNew { get; }

    /// <summary>Everybody who may sign.</summary>
    /// <exception cref="RefusedException">WEIR7302: a pair is not whole.</exception>
    public IReadOnlyList<AccessKey> Pairs
    {
        get
        {
            var pairs = new List<AccessKey>();
            foreach (var section in Sections())
            {
                var (id, secret) = (section.GetValueOrDefault(Id), section.GetValueOrDefault(Secret));
                if (id is null != secret is null)
                {
                    throw Malformed($"a section has one of {Id} and {Secret} without the other");
                }

                if (id is not null && pairs.All(pair => pair.Id != id))
                {
                    pairs.Add(new AccessKey(id, secret!));
                }
            }

            return pairs.Count > 0 ? pairs : throw Malformed("it holds no pair");
        }
    }

    /// <summary>The port that the endpoint had when the file was written; none when there was none.</summary>
    public int? Port => Sections().Select(section => section.GetValueOrDefault(Endpoint)).FirstOrDefault(url => url is not null) is { } found
        && Uri.TryCreate(found, UriKind.Absolute, out var parsed)
            ? parsed.Port
            : null;

    /// <summary>Reads an environment's file, or begins one with a new pair.</summary>
    /// <exception cref="RefusedException">WEIR7302: it cannot be read.</exception>
    public static CredentialsFile Open(string environmentFolder)
    {
        var path = System.IO.Path.Combine(environmentFolder, "credentials");
        try
        {
            if (File.Exists(path))
            {
                return new CredentialsFile(path, [.. File.ReadAllLines(path)], isNew: false);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(Unusable(path, "Reading", refused.Message), refused);
        }

        var made = NewPair.Make();
        return new CredentialsFile(
            path,
            [
                "# Made by weir, for this environment's S3 endpoint: AWS_SHARED_CREDENTIALS_FILE may name this file.",
                Default,
                $"{Id} = {made.Id}",
                $"{Secret} = {made.Secret}",
                $"{Region} = {Buckets.BucketCalls.Region}",
            ],
            isNew: true);
    }

    /// <summary>Writes the file, for its owner only, with where the endpoint is.</summary>
    /// <exception cref="RefusedException">WEIR7302: it cannot be written.</exception>
    public void Save(string endpoint)
    {
        var at = _lines.FindIndex(line => KeyOf(line) == Endpoint);
        if (at >= 0)
        {
            _lines[at] = $"{Endpoint} = {endpoint}";
        }
        else
        {
            var section = _lines.FindIndex(line => line.Trim() == Default);
            _lines.Insert(section < 0 ? _lines.Count : section + 1, $"{Endpoint} = {endpoint}");
        }

        var unfinished = Path + ".new";
        try
        {
            File.Delete(unfinished);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(unfinished, options))
            {
                file.Write(Encoding.UTF8.GetBytes(string.Join('\n', _lines) + "\n"));
            }

            File.Move(unfinished, Path, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(Unusable(Path, "Writing", refused.Message), refused);
        }
    }

    private IEnumerable<Dictionary<string, string>> Sections()
    {
        var section = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in _lines)
        {
            if (line.TrimStart() is ['[', ..])
            {
                yield return section;
                section = new Dictionary<string, string>(StringComparer.Ordinal);
            }
            else if (KeyOf(line) is { } key)
            {
                section[key] = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
            }
        }

        yield return section;
    }

    private static string? KeyOf(string line) =>
        line.TrimStart() is not ['#' or ';', ..] && line.Split('=', 2) is [var key, _] ? key.Trim() : null;

    private RefusedException Malformed(string why) => new(Unusable(Path, "Reading", why));

    private static Failure Unusable(string path, string doing, string why) => new(
        "WEIR7302",
        $"{doing} the S3 endpoint's keys in {path} failed: {why.TrimEnd('.')}.",
        "Delete the file, and the next start makes a new pair; or start with --no-s3.");
}
