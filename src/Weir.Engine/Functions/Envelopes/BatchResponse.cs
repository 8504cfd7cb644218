using System.Text.Json;

namespace Weir.Engine.Functions.Envelopes;

/// <summary>What a function answers of a batch: which of its messages failed (<c>batchItemFailures</c>).</summary>
internal static class BatchResponse
{
    /// <summary>The messages of a batch that failed.</summary>
    /// <param name="answer">The function's answer, in JSON.</param>
    /// <param name="messages">The ids of the batch's messages, in order.</param>
    /// <returns>
    /// None when all is well: no such list in the answer, an empty one, or nothing at all. All of them when the list names a
    /// message that is not in the batch or names nothing, for then nobody knows which are meant.
    /// </returns>
    public static IReadOnlyList<string> FailuresOf(ReadOnlyMemory<byte> answer, IReadOnlyList<string> messages)
    {
        using var json = JsonDocument.Parse(answer, new JsonDocumentOptions { MaxDepth = 1_000 });
        if (json.RootElement.ValueKind != JsonValueKind.Object
            || !json.RootElement.TryGetProperty("batchItemFailures", out var list)
            || list.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            return messages;
        }

        var failed = list.EnumerateArray().Select(IdOf).ToHashSet();
        return failed.All(id => id is not null && messages.Contains(id)) ? [.. messages.Where(failed.Contains)] : messages;
    }

    private static string? IdOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("itemIdentifier", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
}
