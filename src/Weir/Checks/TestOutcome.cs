namespace Weir.Checks;

/// <summary>How a test of a file's rows, or of a table's, ended. Stored in upper case.</summary>
public enum TestOutcome
{
    /// <summary>Nothing fails it.</summary>
    Passed,

    /// <summary>Rows fail it, and their file was not published; or they stand in a table that was tested.</summary>
    Failed,

    /// <summary>Rows fail it, and it only warns.</summary>
    Warned,

    /// <summary>Rows fail it and are in the quarantine; the others of their file were published.</summary>
    Quarantined,

    /// <summary>It could not be run, such as a query with a mistake.</summary>
    Broken,

    /// <summary>It says nothing of rows that stand in such a table.</summary>
    Skipped,
}
