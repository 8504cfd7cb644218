using Weir.Engine.Access;

namespace Weir.Server.Access.Accounts;

/// <summary>A user, as listings print it.</summary>
internal sealed record ListedUser(string Name, string Role, IReadOnlyList<string>? Tenants, DateTimeOffset CreatedAt)
{
    public static ListedUser Of(User user) => new(user.Name, user.Role, user.Tenants, user.CreatedAt);
}
