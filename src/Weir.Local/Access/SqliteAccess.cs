using Weir.Engine.Access;
using Weir.Local.State;

namespace Weir.Local.Access;

/// <summary>Users, tokens, sessions and the audit log in SQLite.</summary>
internal sealed class SqliteAccess(StateWriter writer, StateReaders readers) : IUsers, ITokens, ISessions, IAuditLog
{
    async Task<IReadOnlyList<User>> IUsers.ListAsync(CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.Users.All(), cancellationToken);

    Task<User?> IUsers.FindAsync(string name, CancellationToken cancellationToken) => readers.ReadAsync(tables => tables.Users.Find(name), cancellationToken);

    Task<bool> IUsers.PutAsync(User user, bool isNew, AuditEntry entry, CancellationToken cancellationToken) =>
        ChangeAsync(tables => tables.Users.Put(user, isNew), [entry], cancellationToken);

    Task<bool> IUsers.RemoveAsync(string name, AuditEntry entry, CancellationToken cancellationToken) =>
        ChangeAsync(tables => tables.Users.Delete(name), [entry], cancellationToken);

    async Task<IReadOnlyList<AccessToken>> ITokens.ListAsync(CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.Tokens.All(), cancellationToken);

    Task<AccessToken?> ITokens.FindAsync(string hash, CancellationToken cancellationToken) =>
        readers.ReadAsync(tables => tables.Tokens.Find(hash), cancellationToken);

    Task<bool> ITokens.AddAsync(AccessToken token, AuditEntry entry, CancellationToken cancellationToken) =>
        ChangeAsync(tables => tables.Tokens.Add(token), [entry], cancellationToken);

    Task<bool> ITokens.RevokeAsync(string name, AuditEntry entry, CancellationToken cancellationToken) =>
        ChangeAsync(tables => tables.Tokens.Revoke(name, entry.Time), [entry], cancellationToken);

    Task<Session?> ISessions.FindAsync(string hash, CancellationToken cancellationToken) =>
        readers.ReadAsync(tables => tables.Sessions.Find(hash), cancellationToken);

    Task ISessions.AddAsync(Session session, CancellationToken cancellationToken) => WriteAsync(tables => tables.Sessions.Add(session), cancellationToken);

    Task ISessions.TouchAsync(string hash, DateTimeOffset seen, CancellationToken cancellationToken) =>
        WriteAsync(tables => tables.Sessions.Touch(hash, seen), cancellationToken);

    Task ISessions.EndAsync(string hash, CancellationToken cancellationToken) => WriteAsync(tables => tables.Sessions.End(hash), cancellationToken);

    Task IAuditLog.AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken) =>
        ChangeAsync(_ => true, entries, cancellationToken);

    async Task<IReadOnlyList<AuditEntry>> IAuditLog.ListAsync(int limit, long? before, CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.Audit.Newest(limit, before ?? long.MaxValue), cancellationToken);

    private Task<bool> WriteAsync(Action<StateTables> write, CancellationToken cancellationToken) => ChangeAsync(
        tables =>
        {
            write(tables);
            return true;
        },
        [],
        cancellationToken);

    private async Task<bool> ChangeAsync(Func<StateTables, bool> change, IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        var operation = new AccessOperation(change, entries, cancellationToken);
        await writer.WriteAsync(operation);
        return operation.IsDone;
    }
}
