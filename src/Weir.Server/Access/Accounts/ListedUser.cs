using Weir.Engine.Access;

namespace Weir.Server.Access.Accounts;

/// <summary>A user, as listings print it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Role">What the user may do.</param>
/// <param name="Tenants">Whose share alone the user sees; everything when null.</param>
/// <param name="CreatedAt">When the user was added, in UTC.</param>
internal sealed record ListedUser(string Name, string Role, IReadOnlyList<string>? Tenants, DateTimeOffset CreatedAt)
{
    public static ListedUser Of(User user) => new(user.Name, user.Role, user.Tenants, user.CreatedAt);
}
