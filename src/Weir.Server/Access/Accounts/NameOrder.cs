namespace Weir.Server.Access.Accounts;

/// <summary>Names a user or a token.</summary>
internal sealed record NameOrder(string Name);
