namespace Weir.Engine.Functions.Envelopes;

/// <summary>A message of a queue.</summary>
/// <param name="Id">Names it: what a partial failure of a batch tells back.</param>
/// <param name="Body">Its text.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="ReceiveCount">How often it was received, this time included.</param>
internal sealed record QueueMessage(string Id, string Body, DateTimeOffset SentAt, int ReceiveCount);
