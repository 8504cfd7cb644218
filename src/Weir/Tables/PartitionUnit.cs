namespace Weir.Tables;

/// <summary>What of a column's value tells the partition of a row.</summary>
public enum PartitionUnit
{
    /// <summary>The value itself.</summary>
    Value,

    /// <summary>Its year.</summary>
    Year,

    /// <summary>Its month, 1 to 12, of whatever year.</summary>
    Month,

    /// <summary>Its day.</summary>
    Date,
}
