namespace Weir.Server.Access.Accounts;

/// <summary>Who sent a request, as they are told.</summary>
internal sealed record Me(string Name, string Role, IReadOnlyList<string>? Tenants)
{
    public static Me Of(Caller caller) => new(caller.Name, Roles.NameOf(caller.Role), caller.Tenants);
}
