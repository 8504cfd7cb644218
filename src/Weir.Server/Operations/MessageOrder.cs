namespace Weir.Server.Operations;

/// <summary>Asks to publish a message.</summary>
/// <param name="Topic">To which topic.</param>
/// <param name="Message">JSON, or any other text.</param>
internal sealed record MessageOrder(string Topic, string Message);
