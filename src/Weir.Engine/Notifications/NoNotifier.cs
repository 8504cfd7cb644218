using Weir.Failures;
using Weir.Notifications;

namespace Weir.Engine.Notifications;

/// <summary>Reaches nobody: where there is no way out.</summary>
internal sealed class NoNotifier : INotifier
{
    public Task SendAsync(NotificationChannel channel, Notification notification, CancellationToken cancellationToken) =>
        throw new RefusedException(new Failure("WEIR6702", $"Nothing can be sent by {channel.Kind} here.", "Send it with 'weir up'."));
}
