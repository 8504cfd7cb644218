namespace Weir.Schedules;

/// <summary>When something is to happen over and over, as the user declared it.</summary>
public sealed record ScheduleDefinition
{
    /// <summary>The times.</summary>
    public required ScheduleExpression Times { get; init; }

    /// <summary>Whose clocks are meant. UTC by default.</summary>
    public TimeZoneInfo Timezone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>What becomes of times at which nothing ran. The last of them is made up for by default.</summary>
    public MissedFires Missed { get; init; } = MissedFires.Last;

    /// <summary>Whether a run of it may start while another one still goes on. They wait for one another by default.</summary>
    public bool Overlaps { get; init; }

    /// <summary>The first time after another, in UTC; none when there is none any more.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset time) => Times.NextAfter(time, Timezone);

    /// <summary>Tells this schedule from another one.</summary>
    public override string ToString() => $"{Times} {Timezone.Id}";
}
