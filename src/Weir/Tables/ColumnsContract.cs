namespace Weir.Tables;

/// <summary>What happens when a file has columns that its table lacks.</summary>
public enum ColumnsContract
{
    /// <summary>The table gets them.</summary>
    Evolve,

    /// <summary>The file is refused.</summary>
    Freeze,

    /// <summary>Their values are left out.</summary>
    Discard,
}
