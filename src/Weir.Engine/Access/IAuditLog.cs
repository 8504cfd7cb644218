namespace Weir.Engine.Access;

/// <summary>Who did what. Entries are added and, when they are old, go; none is ever changed.</summary>
internal interface IAuditLog
{
    /// <summary>Adds entries, durably.</summary>
    Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken);

    /// <summary>The newest first, before one of a number when it is given.</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(int limit, long? before, CancellationToken cancellationToken);
}
