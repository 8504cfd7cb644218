namespace Weir.Server.Access.Accounts;

/// <summary>A user to be added.</summary>
/// <param name="Name">The name.</param>
/// <param name="Role">The role, in a word.</param>
/// <param name="Password">The password.</param>
/// <param name="Tenants">Whose share alone the user is to see; everything when null.</param>
internal sealed record UserOrder(string Name, string Role, string Password, IReadOnlyList<string>? Tenants = null)
{
    /// <summary>Never the password.</summary>
    public override string ToString() => Name;
}
