namespace Weir.Schedules;

/// <summary>What becomes of the times of a schedule at which nothing ran.</summary>
public enum MissedFires
{
    /// <summary>The last of them is made up for.</summary>
    Last,

    /// <summary>Every one of them is made up for.</summary>
    All,

    /// <summary>They are left out.</summary>
    None,
}
