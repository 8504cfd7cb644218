namespace Weir.Server.Access.Accounts;

/// <summary>A token that was made, with what is to be shown: here, and never again.</summary>
internal sealed record MadeToken(string Name, string Role, IReadOnlyList<string>? Tenants, DateTimeOffset? ExpiresAt, string Token)
{
    /// <summary>Never the token.</summary>
    public override string ToString() => Name;
}
