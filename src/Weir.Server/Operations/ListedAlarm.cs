using Weir.Alarms;
using Weir.Engine.Triggers.Alarms;

namespace Weir.Server.Operations;

/// <summary>An alarm in a list.</summary>
/// <param name="Alarm">Its name.</param>
/// <param name="Metric">What is watched, such as <c>failures</c>.</param>
/// <param name="State"><c>firing</c>, <c>well</c>, or <c>new</c> when nobody has looked yet.</param>
/// <param name="Since">Since when; none when nobody has looked yet.</param>
/// <param name="Value">What is found now.</param>
/// <param name="Limit">What it may be.</param>
/// <param name="Message">Both in a sentence.</param>
internal sealed record ListedAlarm(string Alarm, string Metric, string State, DateTimeOffset? Since, string Value, string Limit, string Message)
{
    public static ListedAlarm Of(AlarmDefinition alarm, AlarmMark? mark, AlarmReading reading) => new(
        alarm.Name,
        alarm.Condition.Metric,
        mark switch { null => "new", { IsFiring: true } => "firing", _ => "well" },
        mark?.Since,
        reading.Value,
        reading.Limit,
        reading.Message);
}
