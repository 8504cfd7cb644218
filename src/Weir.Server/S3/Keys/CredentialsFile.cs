using Weir.Failures;
using Weir.Server.Access;

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
    private const string Tenant = "weir_tenant";
    private const string Default = "default";
    private const string Owners = "weir";

    private readonly OwnersFile _file;

    private CredentialsFile(OwnersFile file, bool isNew) => (_file, IsNew) = (file, isNew);

    public string Path => _file.Path;

    /// <summary>Whether the pair was made just now.</summary>
    public bool IsNew { get; }

    /// <summary>Everybody who may sign; those who are limited to a tenant last.</summary>
    /// <exception cref="RefusedException">WEIR7302: a pair is not whole.</exception>
    public IReadOnlyList<AccessKey> Pairs
    {
        get
        {
            var pairs = new List<AccessKey>();
            foreach (var (name, keys) in _file.Sections)
            {
                var (id, secret) = (keys.GetValueOrDefault(Id), keys.GetValueOrDefault(Secret));
                if (id is null != secret is null)
                {
                    throw new RefusedException(Unusable(Path, "Reading", $"a section has one of {Id} and {Secret} without the other"));
                }

                if (id is not null && pairs.All(pair => pair.Id != id))
                {
                    pairs.Add(new AccessKey(id, secret!) { Name = name, Tenant = keys.GetValueOrDefault(Tenant) });
                }
            }

            return [.. pairs.OrderBy(pair => pair.Tenant is not null)];
        }
    }

    /// <summary>The port that the endpoint had when the file was written; none when there was none.</summary>
    public int? Port => _file.Sections.Select(section => section.Keys.GetValueOrDefault(Endpoint)).FirstOrDefault(url => url is not null) is { } found
        && Uri.TryCreate(found, UriKind.Absolute, out var parsed)
            ? parsed.Port
            : null;

    /// <summary>Reads an environment's file, and makes a pair where it has none.</summary>
    /// <exception cref="RefusedException">WEIR7302: it cannot be read, or a pair is not whole.</exception>
    public static CredentialsFile Open(string environmentFolder)
    {
        var file = Read(environmentFolder);
        var isNew = new CredentialsFile(file, isNew: false).Pairs.All(pair => pair.Tenant is not null);
        if (isNew)
        {
            var made = NewPair.Make();
            file.Set(Default, Region, Buckets.BucketCalls.Region, "Made by weir, for this environment's S3 endpoint: AWS_SHARED_CREDENTIALS_FILE may name this file.");
            file.Set(Default, Secret, made.Secret);
            file.Set(Default, Id, made.Id);
        }

        return new CredentialsFile(file, isNew);
    }

    /// <summary>Reads an environment's file again.</summary>
    /// <exception cref="RefusedException">WEIR7302: it cannot be read, or a pair is not whole.</exception>
    public static IReadOnlyList<AccessKey> PairsIn(string environmentFolder) => new CredentialsFile(Read(environmentFolder), isNew: false).Pairs;

    /// <summary>The pairs that are limited to tenants, by the names of their sections.</summary>
    /// <exception cref="RefusedException">WEIR7302: the file cannot be read.</exception>
    public static IReadOnlyList<(string Name, string Tenant)> TenantsIn(string environmentFolder) =>
    [
        .. Read(environmentFolder).Sections
            .Where(section => section.Keys.ContainsKey(Id) && section.Keys.ContainsKey(Tenant))
            .Select(section => (section.Name, section.Keys[Tenant])),
    ];

    /// <summary>Makes a pair that reaches one tenant's objects alone.</summary>
    /// <param name="environmentFolder">Where the file is.</param>
    /// <param name="name">The pair's section, which a client names as its profile.</param>
    /// <param name="tenant">The tenant.</param>
    /// <returns>The pair, and where the endpoint was last; nothing when there is such a section.</returns>
    /// <exception cref="RefusedException">WEIR7302: the file cannot be read or written.</exception>
    public static (AccessKey Pair, string Path)? Add(string environmentFolder, string name, string tenant)
    {
        // A pair of the owner's own is made with the first one: tools that name no profile find it.
        var credentials = Open(environmentFolder);
        var file = credentials._file;
        if (name is Default or Owners || file.Sections.Any(section => section.Name == name))
        {
            return null;
        }

        var endpoint = file.Sections.Select(section => section.Keys.GetValueOrDefault(Endpoint)).FirstOrDefault(url => url is not null);
        var made = NewPair.Make() with { Name = name, Tenant = tenant };
        file.Set(name, Tenant, tenant, $"Reaches the objects of the tenant {tenant} alone.");
        file.Set(name, Region, Buckets.BucketCalls.Region);
        if (endpoint is not null)
        {
            file.Set(name, Endpoint, endpoint);
        }

        file.Set(name, Secret, made.Secret);
        file.Set(name, Id, made.Id);
        credentials.Write();
        return (made, file.Path);
    }

    /// <summary>Takes away a pair that is limited to a tenant.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="RefusedException">WEIR7302: the file cannot be read or written.</exception>
    public static bool Remove(string environmentFolder, string name)
    {
        var file = Read(environmentFolder);
        if (!file.Sections.Any(section => section.Name == name && section.Keys.ContainsKey(Tenant)))
        {
            return false;
        }

        file.Remove(name);
        new CredentialsFile(file, isNew: false).Write();
        return true;
    }

    /// <summary>Writes the file, for its owner only, with where the endpoint is.</summary>
    /// <exception cref="RefusedException">WEIR7302: it cannot be written.</exception>
    public void Save(string endpoint)
    {
        var sections = _file.Sections.ToList();
        foreach (var named in sections.Where(found => found.Keys.ContainsKey(Endpoint) && found.Keys.ContainsKey(Tenant)))
        {
            _file.Set(named.Name, Endpoint, endpoint);
        }

        var section = sections.Where(found => found.Keys.ContainsKey(Endpoint) && !found.Keys.ContainsKey(Tenant)).Select(found => found.Name).FirstOrDefault()
            ?? (sections.Any(found => found.Name == Default) ? Default : sections.First(found => found.Keys.ContainsKey(Id)).Name);
        _file.Set(section, Endpoint, endpoint);
        Write();
    }

    private static OwnersFile Read(string environmentFolder)
    {
        try
        {
            return OwnersFile.Open(environmentFolder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(Unusable(System.IO.Path.Combine(environmentFolder, "credentials"), "Reading", refused.Message), refused);
        }
    }

    private void Write()
    {
        try
        {
            _file.Save();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(Unusable(Path, "Writing", refused.Message), refused);
        }
    }

    private static Failure Unusable(string path, string doing, string why) => new(
        "WEIR7302",
        $"{doing} the S3 endpoint's keys in {path} failed: {why.TrimEnd('.')}.",
        "Delete the file, and the next start makes a new pair; or start with --no-s3.");
}
