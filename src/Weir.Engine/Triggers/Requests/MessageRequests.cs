using Weir.Engine.Events;
using Weir.Engine.Outbox;
using Weir.Events;

namespace Weir.Engine.Triggers.Requests;

/// <summary>Publishes messages that somebody sends to topics.</summary>
internal sealed class MessageRequests(IEventLog log, Router router, TimeProvider time)
{
    /// <summary>Publishes a message, durably.</summary>
    /// <param name="topic">To which topic.</param>
    /// <param name="message">JSON, or any other text.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The event that it became, and who gets it.</returns>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7020: it is too large.</exception>
    public async Task<RoutedEvent> PublishAsync(string topic, string message, CancellationToken cancellationToken)
    {
        var routed = router.Route(MessageEvents.Of(EventId.New(time), topic, message, time.GetUtcNow()));
        await log.AppendAsync([routed], cancellationToken);
        return routed;
    }
}
