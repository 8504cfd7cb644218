using Weir.Engine.Access;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>users</c>.</summary>
internal sealed class UserTable(Database database)
{
    private const string Columns = "name, role, tenants, password, created_at";

    private readonly Statement _all = database.Prepare($"SELECT {Columns} FROM users ORDER BY name");
    private readonly Statement _find = database.Prepare($"SELECT {Columns} FROM users WHERE name = ?1");
    private readonly Statement _insert = database.Prepare($"INSERT INTO users ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING");
    private readonly Statement _update = database.Prepare("UPDATE users SET role = ?2, tenants = ?3, password = ?4, created_at = ?5 WHERE name = ?1");
    private readonly Statement _delete = database.Prepare("DELETE FROM users WHERE name = ?1");

    public List<User> All()
    {
        var users = new List<User>();
        while (_all.Step())
        {
            users.Add(Read(_all));
        }

        return users;
    }

    public User? Find(string name)
    {
        var user = _find.Bind(1, name).Step() ? Read(_find) : null;
        _find.Reset();
        return user;
    }

    /// <returns>Whether it was not there, when it is new; otherwise, whether it was.</returns>
    public bool Put(User user, bool isNew)
    {
        (isNew ? _insert : _update)
            .Bind(1, user.Name).Bind(2, user.Role).Bind(3, TenantList.Write(user.Tenants)).Bind(4, user.Password).Bind(5, user.CreatedAt).Run();
        return database.Changes > 0;
    }

    /// <returns>Whether it was there.</returns>
    public bool Delete(string name)
    {
        _delete.Bind(1, name).Run();
        return database.Changes > 0;
    }

    private static User Read(Statement row) => new(row.Text(0), row.Text(1), TenantList.Read(row.TextOrNull(2)), row.Text(3), row.Time(4));
}
