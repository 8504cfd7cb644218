namespace Weir.Engine.Triggers.Alarms;

/// <summary>How an alarm stands.</summary>
/// <param name="Number">How often it has changed.</param>
/// <param name="IsFiring">Whether it fires; it is well otherwise.</param>
/// <param name="Since">Since when it does, or is.</param>
/// <param name="Message">What was found then.</param>
/// <param name="IsTold">Whether whoever is to be told of it has a delivery.</param>
internal sealed record AlarmMark(long Number, bool IsFiring, DateTimeOffset Since, string Message, bool IsTold);
