namespace Weir.Server.S3.Keys;

/// <summary>A pair that signs requests.</summary>
/// <param name="Id">Names the pair; travels with every request.</param>
/// <param name="Secret">Never travels, and is never shown but where it was made.</param>
internal sealed record AccessKey(string Id, string Secret)
{
    /// <summary>The section of the credentials file that it stands in, which clients call a profile; empty for one that is in no file.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whose objects alone it reaches; everybody's when null.</summary>
    public string? Tenant { get; init; }

    /// <summary>Never the secret.</summary>
    public override string ToString() => Id;
}
