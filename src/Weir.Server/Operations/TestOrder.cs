namespace Weir.Server.Operations;

/// <summary>Asks to test what stands in tables, or the rows of a dataset.</summary>
internal sealed record TestOrder
{
    /// <summary>The table; every one that has tests when null.</summary>
    public string? Table { get; init; }

    /// <summary>How many rows of each are looked at; all of them when null.</summary>
    public long? Sample { get; init; }

    /// <summary>
    /// The dataset: <c>LATEST</c> or a name where the sources of the tables say where it is, <c>bucket/prefix</c> or
    /// <c>bucket/prefix/datasets/NAME</c> everywhere. What stands in the tables when null.
    /// </summary>
    public string? Dataset { get; init; }

    /// <summary>Under which <c>bucket/prefix</c> a report lands; beside the datasets when null, and nowhere for tables.</summary>
    public string? Results { get; init; }
}
