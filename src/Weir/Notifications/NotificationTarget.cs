namespace Weir.Notifications;

/// <summary>One that is told, by one way.</summary>
/// <param name="Name">Its name, unique in its list: deliveries that wait for it know it by this.</param>
/// <param name="Channel">How.</param>
public sealed record NotificationTarget(string Name, NotificationChannel Channel);
