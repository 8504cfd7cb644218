namespace Weir.Server.Access.Accounts;

/// <summary>A pair of S3 keys to be made.</summary>
/// <param name="Name">The name, which clients call their profile.</param>
/// <param name="Tenant">Whose objects alone it is to reach.</param>
internal sealed record PairOrder(string Name, string Tenant);
