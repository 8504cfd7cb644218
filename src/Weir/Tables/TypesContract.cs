namespace Weir.Tables;

/// <summary>What happens when a file has values that do not fit the types of their columns.</summary>
public enum TypesContract
{
    /// <summary>The columns get types that hold them.</summary>
    Evolve,

    /// <summary>Their rows go to the quarantine.</summary>
    Quarantine,

    /// <summary>The file is refused.</summary>
    Fail,
}
