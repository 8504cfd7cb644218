using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Failures;
using Weir.Http;

namespace Weir.Engine.Triggers.Http;

/// <summary>Knows signed requests that were recorded before: a signature says who wrote a body, not who sends it again.</summary>
/// <remarks>
/// Slack signs the time, so a request is remembered for as long as its time is taken. GitHub signs the body alone and names each delivery
/// beside it, where whoever saw it may change the name: the delivery and the body of a named one are remembered, each by itself.
/// What is remembered is in the log with the event, and so survives a restart.
/// </remarks>
internal static class RequestReplays
{
    /// <summary>The header in which GitHub names a delivery. One that it sends again keeps its name.</summary>
    private const string Delivery = "x-github-delivery";

    private const int LongestDelivery = 255;

    /// <summary>A time may be off in either direction.</summary>
    private static readonly TimeSpan Slack = (2 * RequestAuthentication.Freshness) + TimeSpan.FromMinutes(1);

    private static readonly TimeSpan GitHub = TimeSpan.FromDays(90);

    /// <summary>What a signed request is known by; nothing when it was not signed.</summary>
    /// <param name="match">What it is for.</param>
    /// <param name="request">The request, whose signature is good.</param>
    /// <param name="content">What it brought.</param>
    /// <param name="subscriber">The pipeline that it starts.</param>
    public static IReadOnlyList<DedupeKey> KeysOf(HttpMatch match, InboundRequest request, RequestContent content, Subscriber subscriber)
    {
        var hash = DedupeKey.HashOf(content.Bytes);
        return match.Endpoint.Trigger.Auth switch
        {
            RequestAuth.Slack => [KeyOf("slack", request.Header("x-slack-signature"), Slack)],
            RequestAuth.GitHub when IsNamed(request) => [KeyOf("delivery", request.Header(Delivery), GitHub), KeyOf("body", hash.ToString(), GitHub)],
            RequestAuth.GitHub => [KeyOf("body", hash.ToString(), GitHub)],
            _ => [],
        };

        DedupeKey KeyOf(string kind, string text, TimeSpan lasts) =>
            DedupeKey.Of(subscriber, $"Signed\n{match.Endpoint.Trigger.Path}\n{kind}\n{text}", lasts) with { Content = hash };
    }

    /// <summary>Whether a request is to be remembered. A body that nobody names may rightly come twice.</summary>
    public static bool IsRemembered(HttpMatch match, InboundRequest request) => match.Endpoint.Trigger.Auth is not RequestAuth.GitHub || IsNamed(request);

    /// <summary>What a request is answered that was recorded before; none when it was not.</summary>
    /// <param name="log">Remembers.</param>
    /// <param name="keys">What it is known by.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static async Task<(EventId? First, HttpAnswer? Refusal)> FindAsync(IEventLog log, IReadOnlyList<DedupeKey> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            if (await log.FindAsync(key, cancellationToken) is { } known)
            {
                return known.Content == key.Content ? (known.First, null) : (null, HttpAnswer.Problem(409, new Failure(
                    "WEIR7420", "The delivery was received before, with another body.", "A sender gives each delivery a name of its own: X-GitHub-Delivery.")));
            }
        }

        return (null, null);
    }

    private static bool IsNamed(InboundRequest request) => request.Header(Delivery).Length is > 0 and <= LongestDelivery;
}
