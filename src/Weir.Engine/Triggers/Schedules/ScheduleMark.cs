namespace Weir.Engine.Triggers.Schedules;

/// <summary>How far a schedule has come.</summary>
/// <param name="Schedule">The schedule, as text: another one begins anew.</param>
/// <param name="Through">All its times up to this one have fired or were left out.</param>
internal sealed record ScheduleMark(string Schedule, DateTimeOffset Through)
{
    /// <summary>The last of its times that fired. None when none has, or that was not noted yet.</summary>
    public DateTimeOffset? Fired { get; init; }
}
