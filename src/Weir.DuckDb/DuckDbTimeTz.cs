namespace Weir.DuckDb;

/// <summary>A value of DuckDB's TIME WITH TIME ZONE: a time of day on a clock that is ahead of UTC by an offset.</summary>
/// <param name="Time">What the clock shows, in microseconds; 24:00:00 reads as <see cref="TimeOnly.MaxValue"/>.</param>
/// <param name="Offset">How far the clock is ahead of UTC, in whole seconds, less than 16 hours either way.</param>
public readonly record struct DuckDbTimeTz(TimeOnly Time, TimeSpan Offset);
