namespace Weir.Server.Access.Accounts;

/// <summary>A user's new password.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Password">The password, of 12 characters or more.</param>
internal sealed record PasswordOrder(string Name, string Password)
{
    /// <summary>Never the password.</summary>
    public override string ToString() => Name;
}
