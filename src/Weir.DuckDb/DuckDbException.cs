using System.Data.Common;

namespace Weir.DuckDb;

/// <summary>An error that DuckDB reported, in DuckDB's own words.</summary>
public sealed class DuckDbException : DbException
{
    /// <summary>Makes an exception for an error message of DuckDB.</summary>
    /// <param name="message">DuckDB's message, as it came.</param>
    /// <param name="kind">What kind of error it is.</param>
    /// <param name="innerException">
    /// What caused it, when that is known: the exception a <see cref="HostScan"/> threw, or a
    /// <see cref="TimeoutException"/> after <see cref="DuckDbCommand.CommandTimeout"/>.
    /// </param>
    public DuckDbException(string message, DuckDbErrorKind kind, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What kind of error it is; for a broken constraint <see cref="DuckDbErrorKind.Constraint"/>, and so on.</summary>
    public DuckDbErrorKind Kind { get; }

    /// <summary>
    /// Whether the database refuses everything from now on, even queries, until it is closed (all its connections and
    /// <see cref="DuckDbDatabase"/> objects disposed) and opened again. What was committed before is there then.
    /// </summary>
    public bool IsFatal => Kind is DuckDbErrorKind.Fatal or DuckDbErrorKind.Internal;

    /// <summary>Whether the same transaction may succeed if made again: it conflicted with another one.</summary>
    public override bool IsTransient =>
        Kind is DuckDbErrorKind.Transaction && Message.Contains("conflict", StringComparison.OrdinalIgnoreCase);
}
