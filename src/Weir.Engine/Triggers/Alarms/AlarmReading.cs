namespace Weir.Engine.Triggers.Alarms;

/// <summary>What is found of what an alarm watches.</summary>
/// <param name="IsFiring">Whether it is more, or longer, than it may be.</param>
/// <param name="Value">The number, as people read it.</param>
/// <param name="Limit">What it may be.</param>
/// <param name="Message">Both in a sentence.</param>
internal sealed record AlarmReading(bool IsFiring, string Value, string Limit, string Message);
