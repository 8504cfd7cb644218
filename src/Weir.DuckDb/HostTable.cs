namespace Weir.DuckDb;

/// <summary>Rows that this process makes, for SQL to read from: the way to load many rows fast.</summary>
/// <remarks>
/// <para>
/// DuckDB calls into it from its own threads, as part of the statement's pipeline: <c>INSERT INTO t SELECT … FROM …</c>
/// fills, transforms and writes on all of them, when <c>preserve_insertion_order</c> is false.
/// </para>
/// <para>
/// An exception that it or its scans throw ends the statement with a <see cref="DuckDbException"/> that has it as its
/// inner exception. One table may be read by several statements, also at once, if its scans can.
/// </para>
/// </remarks>
public abstract class HostTable
{
    /// <summary>The columns, in order. Asked for once in each statement.</summary>
    public abstract IReadOnlyList<HostColumn> Columns { get; }

    /// <summary>How many threads may scan at once, at most. One by default; DuckDB never uses more than its own.</summary>
    public virtual int MaxThreads => 1;

    /// <summary>Makes a scan for one thread. All scans of a statement together give the table's rows, each row once.</summary>
    /// <param name="cancellation">Cancelled when the statement is, when it times out and when another scan fails.</param>
    /// <returns>The scan. It is disposed when the statement ends, however that is.</returns>
    public abstract HostScan OpenScan(CancellationToken cancellation);
}
