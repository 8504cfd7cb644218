namespace Weir.Server.Access.Accounts;

/// <summary>Who sent a request, as they are told.</summary>
/// <param name="Name">The user's or the token's name.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Tenants">Whose share alone they see; everything when null.</param>
internal sealed record Me(string Name, string Role, IReadOnlyList<string>? Tenants)
{
    public static Me Of(Caller caller) => new(caller.Name, Roles.NameOf(caller.Role), caller.Tenants);
}
