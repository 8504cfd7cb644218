namespace Weir.Engine.Access;

/// <summary>What programs show. What changes is durable together with its entry in the audit log.</summary>
internal interface ITokens
{
    /// <summary>All of them, by name; also those that are over.</summary>
    Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The one of a hash; none when there is no such token.</summary>
    Task<AccessToken?> FindAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Adds a token. One of its name that is over goes.</summary>
    /// <returns>Whether none of its name is good.</returns>
    Task<bool> AddAsync(AccessToken token, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Ends a token.</summary>
    /// <returns>Whether there was one that had not been ended.</returns>
    Task<bool> RevokeAsync(string name, AuditEntry entry, CancellationToken cancellationToken);
}
