namespace Weir.Engine.Functions.Envelopes;

/// <summary>A record of a Kinesis stream.</summary>
/// <param name="Shard">Such as <c>shardId-000000000006</c>.</param>
/// <param name="SequenceNumber">Its place in the shard.</param>
/// <param name="PartitionKey">What chose the shard.</param>
/// <param name="Data">What was put.</param>
/// <param name="ArrivedAt">When.</param>
internal sealed record StreamRecord(string Shard, string SequenceNumber, string PartitionKey, ReadOnlyMemory<byte> Data, DateTimeOffset ArrivedAt);
