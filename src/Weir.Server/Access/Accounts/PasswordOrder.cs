namespace Weir.Server.Access.Accounts;

/// <summary>A user's new password.</summary>
internal sealed record PasswordOrder(string Name, string Password)
{
    /// <summary>Never the password.</summary>
    public override string ToString() => Name;
}
