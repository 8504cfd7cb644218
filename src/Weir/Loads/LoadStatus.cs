namespace Weir.Loads;

/// <summary>How the load of a file ended. Stored in upper case with underscores, as Snowflake's load history has it.</summary>
public enum LoadStatus
{
    /// <summary>Every row was published.</summary>
    Loaded,

    /// <summary>Some rows were published, others are in the quarantine.</summary>
    PartiallyLoaded,

    /// <summary>No row was published.</summary>
    LoadFailed,

    /// <summary>The file was not read: a newer one had taken its place in a table that holds only the newest.</summary>
    Superseded,

    /// <summary>Its rows were published, and taken out again.</summary>
    Unloaded,
}
