namespace Weir.Engine.Access;

/// <summary>Somebody who signs in with a name and a password.</summary>
/// <param name="Name">Names the user.</param>
/// <param name="Role">What the user may do, in a word.</param>
/// <param name="Tenants">Whose share alone the user sees; everything when null.</param>
/// <param name="Password">The password's hash, with how it was made. Never the password.</param>
/// <param name="CreatedAt">When the user was added, in UTC.</param>
internal sealed record User(string Name, string Role, IReadOnlyList<string>? Tenants, string Password, DateTimeOffset CreatedAt);
