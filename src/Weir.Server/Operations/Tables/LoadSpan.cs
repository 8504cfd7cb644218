namespace Weir.Server.Operations.Tables;

/// <summary>How far back, and in which steps.</summary>
internal enum LoadSpan
{
    /// <summary>The last 24 hours, by hour.</summary>
    Day,

    /// <summary>The last 7 days, by hour.</summary>
    Week,

    /// <summary>The last 30 days, by day.</summary>
    Month,

    /// <summary>The last 365 days, by day.</summary>
    Year,
}
