namespace Weir.Engine.Access;

/// <summary>Something that a program shows instead of a name and a password.</summary>
/// <param name="Name">Names the token.</param>
/// <param name="Hash">The hash of what is shown. What is shown is kept nowhere.</param>
/// <param name="Role">What whoever shows it may do, in a word.</param>
/// <param name="Tenants">Whose share alone they see; everything when null.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When it was made, in UTC.</param>
/// <param name="ExpiresAt">When it ends by itself, in UTC; never when null.</param>
/// <param name="RevokedAt">When somebody ended it, in UTC; nobody did when null.</param>
internal sealed record AccessToken(
    string Name, string Hash, string Role, IReadOnlyList<string>? Tenants, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt)
{
    /// <summary>Whether it opens anything at a time.</summary>
    public bool IsGood(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}
