using Weir.Notifications;

namespace Weir.Alarms;

/// <summary>A number that is watched, and who is told when it is no more what it may be, and when it is well again.</summary>
public sealed record AlarmDefinition
{
    /// <summary>The alarm's name, unique in its project.</summary>
    public required string Name { get; init; }

    /// <summary>What makes it fire.</summary>
    public required AlarmCondition Condition { get; init; }

    /// <summary>Who is told. Those of the project's <c>on_failure</c> when null.</summary>
    public IReadOnlyList<NotificationTarget>? Notify { get; init; }
}
