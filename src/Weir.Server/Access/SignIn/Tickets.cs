using System.Collections.Concurrent;

using Weir.Server.Access.Accounts;

namespace Weir.Server.Access.SignIn;

/// <summary>Tickets that let a browser in once, and soon: for whoever is known already, such as at the command line.</summary>
internal sealed class Tickets(TimeProvider time)
{
    /// <summary>How long one is good.</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromMinutes(1);

    private const int MostKept = 100;

    private readonly ConcurrentDictionary<string, (string Of, DateTimeOffset ExpiresAt)> _kept = new();

    /// <summary>Makes a ticket.</summary>
    /// <param name="of">Who it lets in.</param>
    public (string Ticket, DateTimeOffset ExpiresAt) Make(string of)
    {
        var now = time.GetUtcNow();
        foreach (var (hash, kept) in _kept)
        {
            if (kept.ExpiresAt <= now || _kept.Count >= MostKept)
            {
                _kept.TryRemove(hash, out _);
            }
        }

        var (ticket, expiresAt) = (ShownSecret.New(""), now + Life);
        _kept[ShownSecret.HashOf(ticket)] = (of, expiresAt);
        return (ticket, expiresAt);
    }

    /// <summary>Takes a ticket, which is no good after that.</summary>
    /// <returns>Who it lets in; nobody when it is not good.</returns>
    public string? Take(string ticket) =>
        _kept.TryRemove(ShownSecret.HashOf(ticket), out var kept) && kept.ExpiresAt > time.GetUtcNow() ? kept.Of : null;
}
