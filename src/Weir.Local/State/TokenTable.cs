using Weir.Engine.Access;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>tokens</c>.</summary>
internal sealed class TokenTable(Database database)
{
    private const string Columns = "name, hash, role, tenants, created_by, created_at, expires_at, revoked_at";

    private readonly Statement _all = database.Prepare($"SELECT {Columns} FROM tokens ORDER BY name");
    private readonly Statement _find = database.Prepare($"SELECT {Columns} FROM tokens WHERE hash = ?1");
    private readonly Statement _insert = database.Prepare($"INSERT INTO tokens ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL) ON CONFLICT DO NOTHING");
    private readonly Statement _clear = database.Prepare("DELETE FROM tokens WHERE name = ?1 AND (revoked_at IS NOT NULL OR expires_at <= ?2)");
    private readonly Statement _revoke = database.Prepare("UPDATE tokens SET revoked_at = ?2 WHERE name = ?1 AND revoked_at IS NULL");

    public List<AccessToken> All()
    {
        var tokens = new List<AccessToken>();
        while (_all.Step())
        {
            tokens.Add(Read(_all));
        }

        return tokens;
    }

    public AccessToken? Find(string hash)
    {
        var token = _find.Bind(1, hash).Step() ? Read(_find) : null;
        _find.Reset();
        return token;
    }

    /// <returns>Whether none of its name is good.</returns>
    public bool Add(AccessToken token)
    {
        _clear.Bind(1, token.Name).Bind(2, token.CreatedAt).Run();
        _insert
            .Bind(1, token.Name).Bind(2, token.Hash).Bind(3, token.Role).Bind(4, TenantList.Write(token.Tenants))
            .Bind(5, token.CreatedBy).Bind(6, token.CreatedAt).BindOrNull(7, token.ExpiresAt).Run();
        return database.Changes > 0;
    }

    /// <returns>Whether there was one that had not been ended.</returns>
    public bool Revoke(string name, DateTimeOffset time)
    {
        _revoke.Bind(1, name).Bind(2, time).Run();
        return database.Changes > 0;
    }

    private static AccessToken Read(Statement row) => new(
        row.Text(0), row.Text(1), row.Text(2), TenantList.Read(row.TextOrNull(3)), row.Text(4), row.Time(5),
        row.IsNull(6) ? null : row.Time(6), row.IsNull(7) ? null : row.Time(7));
}
