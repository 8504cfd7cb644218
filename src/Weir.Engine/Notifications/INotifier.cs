using Weir.Failures;
using Weir.Notifications;

namespace Weir.Engine.Notifications;

/// <summary>Reaches people.</summary>
/// <remarks>
/// Implementations promise: whoever does not answer is not waited for without end; addresses, headers and passwords are in no failure;
/// one and the same notification is marked as such however often it is sent, where the channel has a place for that.
/// </remarks>
internal interface INotifier
{
    /// <summary>Sends a notification, once.</summary>
    /// <exception cref="RefusedException">WEIR6702: it is not accepted, and would not be if it were sent again.</exception>
    /// <exception cref="UnavailableException">WEIR6701: it could not be sent for now.</exception>
    Task SendAsync(NotificationChannel channel, Notification notification, CancellationToken cancellationToken);
}
