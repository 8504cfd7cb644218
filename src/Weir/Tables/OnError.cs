namespace Weir.Tables;

/// <summary>What happens to a file with a row that does not fit its table.</summary>
public enum OnError
{
    /// <summary>The good rows are published, the bad ones go to the quarantine.</summary>
    Quarantine,

    /// <summary>Nothing of the file is published; its bad rows go to the quarantine.</summary>
    SkipFile,
}
