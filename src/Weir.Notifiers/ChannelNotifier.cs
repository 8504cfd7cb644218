using System.Diagnostics;

using Weir.Engine.Notifications;
using Weir.Notifications;

namespace Weir.Notifiers;

/// <summary>Reaches people from this machine: over HTTP and SMTP, and by commands.</summary>
internal sealed class ChannelNotifier : INotifier, IDisposable
{
    private readonly WebhookSender _webhooks;
    private readonly CommandSender _commands;
    private readonly IReadOnlyDictionary<string, object?> _scope;

    /// <param name="folder">Where commands run: the project's folder.</param>
    /// <param name="scope">What addresses, headers and passwords may name, such as secrets.</param>
    /// <param name="web">Makes the requests; as this machine does by default.</param>
    public ChannelNotifier(string folder, IReadOnlyDictionary<string, object?> scope, HttpMessageHandler? web = null)
    {
        _webhooks = new WebhookSender(web ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        (_commands, _scope) = (new CommandSender(folder), scope);
    }

    /// <summary>How long whoever does not answer is waited for. Half a minute by default.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public Task SendAsync(NotificationChannel channel, Notification notification, CancellationToken cancellationToken) => channel switch
    {
        NotificationChannel.Slack slack => _webhooks.SendAsync(
            slack.Url.Render(_scope), [], NotificationJson.ForSlack(notification), notification.Id, Patience, cancellationToken),
        NotificationChannel.Webhook webhook => _webhooks.SendAsync(
            webhook.Url.Render(_scope),
            [.. webhook.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.Render(_scope)))],
            NotificationJson.Of(notification),
            notification.Id,
            Patience,
            cancellationToken),
        NotificationChannel.Email email => EmailSender.SendAsync(
            email, email.Server.User?.Render(_scope), email.Server.Password?.Render(_scope), notification, Patience, cancellationToken),
        NotificationChannel.Command command => _commands.SendAsync(command.Line, NotificationJson.Of(notification), Patience, cancellationToken),
        _ => throw new UnreachableException(channel.Kind),
    };

    public void Dispose() => _webhooks.Dispose();
}
