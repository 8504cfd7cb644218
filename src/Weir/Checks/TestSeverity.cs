namespace Weir.Checks;

/// <summary>What a failing test means for the file whose rows fail it.</summary>
public enum TestSeverity
{
    /// <summary>Nothing of the file is published.</summary>
    Error,

    /// <summary>The file is published; the result says that it failed.</summary>
    Warn,
}
