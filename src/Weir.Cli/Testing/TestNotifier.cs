using Weir.Engine.Notifications;
using Weir.Notifications;

namespace Weir.Cli.Testing;

/// <summary>Keeps what people are told. Requests go to the test's web; letters are not sent and commands are not run.</summary>
/// <param name="web">Sends to addresses of the web.</param>
internal sealed class TestNotifier(INotifier web) : INotifier
{
    private readonly Lock _gate = new();
    private readonly List<(string Channel, Notification Notification)> _told = [];

    /// <summary>What was told, in order.</summary>
    public IReadOnlyList<(string Channel, Notification Notification)> Told
    {
        get
        {
            lock (_gate)
            {
                return [.. _told];
            }
        }
    }

    public async Task SendAsync(NotificationChannel channel, Notification notification, CancellationToken cancellationToken)
    {
        if (channel is NotificationChannel.Slack or NotificationChannel.Webhook)
        {
            await web.SendAsync(channel, notification, cancellationToken);
        }

        lock (_gate)
        {
            _told.Add((channel.Kind, notification));
        }
    }
}
