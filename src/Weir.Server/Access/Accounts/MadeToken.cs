namespace Weir.Server.Access.Accounts;

/// <summary>A token that was made, with what is to be shown: here, and never again.</summary>
/// <param name="Name">The name.</param>
/// <param name="Role">What whoever shows it may do.</param>
/// <param name="Tenants">Whose share alone they see; everything when null.</param>
/// <param name="ExpiresAt">When it ends by itself, in UTC; never when null.</param>
/// <param name="Token">What is to be shown.</param>
internal sealed record MadeToken(string Name, string Role, IReadOnlyList<string>? Tenants, DateTimeOffset? ExpiresAt, string Token)
{
    /// <summary>Never the token.</summary>
    public override string ToString() => Name;
}
