namespace Weir.Schedules;

/// <summary>What the clocks of a time zone show, and when.</summary>
internal static class Clocks
{
    /// <summary>When clocks show a time: mostly once.</summary>
    /// <param name="shown">What they show.</param>
    /// <param name="zone">Whose clocks.</param>
    /// <param name="isEveryHour">
    /// Whether hours are counted rather than shown: a time that is left out is left out then, and one that is shown twice comes twice.
    /// Else what is left out comes right after, and what is shown twice is taken the first time.
    /// </param>
    public static IEnumerable<DateTimeOffset> InstantsOf(DateTime shown, TimeZoneInfo zone, bool isEveryHour)
    {
        if (zone.IsInvalidTime(shown))
        {
            return isEveryHour ? [] : [new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(EndOfGap(shown, zone), zone))];
        }

        if (!zone.IsAmbiguousTime(shown))
        {
            return [new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(shown, zone))];
        }

        // The greater offset is that of the time before clocks are put back.
        var both = zone.GetAmbiguousTimeOffsets(shown).OrderDescending().Select(offset => new DateTimeOffset(shown, offset).ToUniversalTime());
        return isEveryHour ? both : both.Take(1);
    }

    private static DateTime EndOfGap(DateTime shown, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(shown))
        {
            shown = shown.AddMinutes(1);
        }

        return shown;
    }
}
