using Weir.Engine.Access;

namespace Weir.Server.Access.Accounts;

/// <summary>A token, as listings print it: never what is shown.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">Whether it is a <c>token</c>, or a pair of keys of <c>s3</c>.</param>
/// <param name="Role">What whoever shows it may do.</param>
/// <param name="Tenants">Whose share alone they see; everything when null.</param>
/// <param name="State">Whether it is <c>good</c>, <c>expired</c> or <c>revoked</c>.</param>
/// <param name="CreatedBy">Who made it; null when that is not kept.</param>
/// <param name="CreatedAt">When it was made, in UTC; null when that is not kept.</param>
/// <param name="ExpiresAt">When it ends by itself, in UTC.</param>
internal sealed record ListedToken(
    string Name, string Kind, string Role, IReadOnlyList<string>? Tenants, string State, string? CreatedBy, DateTimeOffset? CreatedAt, DateTimeOffset? ExpiresAt)
{
    public static ListedToken Of(AccessToken token, DateTimeOffset now) => new(
        token.Name,
        "token",
        token.Role,
        token.Tenants,
        token.IsGood(now) ? "good" : token.RevokedAt is null ? "expired" : "revoked",
        token.CreatedBy,
        token.CreatedAt,
        token.ExpiresAt);

    public static ListedToken OfPair(string name, string tenant) => new(name, "s3", Roles.NameOf(Access.Role.Operator), [tenant], "good", null, null, null);
}
