namespace Weir.Server.Access.Accounts;

/// <summary>A pair of S3 keys that was made.</summary>
/// <param name="Name">The name, which clients call their profile.</param>
/// <param name="Tenant">Whose objects alone it reaches.</param>
/// <param name="AccessKeyId">Names the pair.</param>
/// <param name="SecretAccessKey">Signs.</param>
/// <param name="File">The file that it stands in as well.</param>
internal sealed record MadePair(string Name, string Tenant, string AccessKeyId, string SecretAccessKey, string File)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => Name;
}
