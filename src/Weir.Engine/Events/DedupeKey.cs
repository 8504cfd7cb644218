using System.Security.Cryptography;
using System.Text;

using Weir.Deliveries;

namespace Weir.Engine.Events;

/// <summary>By what a subscriber knows events that mean the same: of those it gets only the first.</summary>
/// <param name="Subscriber">Who.</param>
/// <param name="Value">The key. Texts become hashes, so that keys are short and tell nothing.</param>
/// <param name="For">For how long after the first one.</param>
internal sealed record DedupeKey(Subscriber Subscriber, Guid Value, TimeSpan For)
{
    /// <summary>A hash of what came with the event, where a sender must not use one key for two things. None as a rule.</summary>
    public Guid? Content { get; init; }

    /// <param name="subscriber">Who.</param>
    /// <param name="text">The key.</param>
    /// <param name="lasts">For how long after the first one.</param>
    public static DedupeKey Of(Subscriber subscriber, string text, TimeSpan lasts) => new(subscriber, HashOf(Encoding.UTF8.GetBytes(text)), lasts);

    /// <summary>The hash of some bytes.</summary>
    public static Guid HashOf(ReadOnlySpan<byte> bytes) => new(SHA256.HashData(bytes).AsSpan(0, 16), bigEndian: true);
}
