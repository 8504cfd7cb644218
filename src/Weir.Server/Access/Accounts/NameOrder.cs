namespace Weir.Server.Access.Accounts;

/// <summary>Names a user or a token.</summary>
/// <param name="Name">The name.</param>
internal sealed record NameOrder(string Name);
