namespace Weir.Server.Access.Accounts;

/// <summary>A token to be made.</summary>
/// <param name="Name">The name.</param>
/// <param name="Role">The role, in a word.</param>
/// <param name="Tenants">Whose share alone it is to show; everything when null.</param>
/// <param name="ExpiresAt">When it ends by itself, in UTC; never when null.</param>
internal sealed record TokenOrder(string Name, string Role, IReadOnlyList<string>? Tenants = null, DateTimeOffset? ExpiresAt = null);
