namespace Weir.Server.Api.Bodies;

/// <summary>Asks to take the rows of a load out of its table.</summary>
/// <param name="DryRun">Whether only to say what that would change.</param>
internal sealed record UnloadBody(bool DryRun = false);
