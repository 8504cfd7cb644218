using System.Text.Json;

namespace Weir.Engine.Functions.Envelopes;

/// <summary>A change of an item of a DynamoDB table. Items are in DynamoDB's own JSON, such as <c>{"id": {"N": "7"}}</c>.</summary>
internal sealed record TableChange
{
    /// <summary>Names it.</summary>
    public required string Id { get; init; }

    /// <summary>Its place in the stream.</summary>
    public required string SequenceNumber { get; init; }

    /// <summary>The item's key.</summary>
    public required JsonElement Keys { get; init; }

    /// <summary>The item before; none when it was inserted.</summary>
    public JsonElement? Before { get; init; }

    /// <summary>The item after; none when it was removed.</summary>
    public JsonElement? After { get; init; }

    /// <summary>Whether the item was removed because its time was over.</summary>
    public bool IsExpiry { get; init; }

    /// <summary>When, to the second.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
