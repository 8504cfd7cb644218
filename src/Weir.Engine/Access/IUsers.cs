namespace Weir.Engine.Access;

/// <summary>Those who may sign in. What changes is durable together with its entry in the audit log.</summary>
internal interface IUsers
{
    /// <summary>All of them, by name.</summary>
    Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One of them; none when there is no such user.</summary>
    Task<User?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Adds a user, or changes one.</summary>
    /// <param name="user">The user.</param>
    /// <param name="isNew">Whether it must not be there yet; otherwise it must.</param>
    /// <param name="entry">What is noted of it.</param>
    /// <param name="cancellationToken">Withdraws it while it waits.</param>
    /// <returns>Whether it was done.</returns>
    Task<bool> PutAsync(User user, bool isNew, AuditEntry entry, CancellationToken cancellationToken);

    /// <returns>Whether there was such a user.</returns>
    Task<bool> RemoveAsync(string name, AuditEntry entry, CancellationToken cancellationToken);
}
