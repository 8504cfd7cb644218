namespace Weir.Tables;

/// <summary>What happens to the rows already in a table when a load is published.</summary>
public enum WriteDisposition
{
    /// <summary>They stay; the load's rows are added.</summary>
    Append,

    /// <summary>They go: the table holds the rows of the newest file, and no others.</summary>
    Replace,

    /// <summary>A row takes the place of the one with the same primary key, if it is newer.</summary>
    Merge,

    /// <summary>As with <see cref="Merge"/>, and the row that is replaced stays, with the time until which it held.</summary>
    Scd2,
}
