namespace Weir.Reconciliations;

/// <summary>How the rows of a key differ between the two sides.</summary>
public enum DifferenceKind
{
    /// <summary>The source has it, the target does not.</summary>
    MissingInTarget,

    /// <summary>The target has it, the source does not.</summary>
    MissingInSource,

    /// <summary>Both have it once, with other values.</summary>
    Differs,

    /// <summary>A side has it more than once, and not as the other side has it.</summary>
    Duplicate,
}
