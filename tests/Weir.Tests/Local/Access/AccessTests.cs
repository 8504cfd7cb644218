using Weir.Engine.Access;
using Weir.Local;
using Weir.Local.Sqlite;

namespace Weir.Tests.Local.Access;

/// <summary>Users, tokens, sessions and the audit log in the state file.</summary>
public sealed class AccessTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-access-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_change_and_its_entry_outlive_the_process_and_what_was_not_done_is_not_noted()
    {
        var ada = new User("ada", "operator", ["acme", "globex"], "hash", Noon);
        var token = new AccessToken("ci", "h1", "viewer", null, "ada", Noon, Noon.AddDays(1), null);
        using (var environment = await OpenAsync())
        {
            Assert.True(await environment.Users.PutAsync(ada, isNew: true, Entry("user add"), default));
            Assert.False(await environment.Users.PutAsync(ada, isNew: true, Entry("user add again"), default));
            Assert.False(await environment.Users.PutAsync(ada with { Name = "ben" }, isNew: false, Entry("user change"), default));
            Assert.True(await environment.Users.PutAsync(ada with { Password = "other" }, isNew: false, Entry("user password"), default));
            Assert.True(await environment.Tokens.AddAsync(token, Entry("token create"), default));
            Assert.False(await environment.Tokens.AddAsync(token with { Hash = "h2" }, Entry("token create again"), default));
            Assert.False(await environment.Tokens.RevokeAsync("nobody", Entry("token revoke nobody"), default));
        }

        using (var environment = await OpenAsync())
        {
            var kept = (await environment.Users.FindAsync("ada", default))!;
            Assert.Equal(["acme", "globex"], kept.Tenants!);
            Assert.Equal(ada with { Password = "other", Tenants = kept.Tenants }, kept);
            Assert.Null(await environment.Users.FindAsync("ben", default));
            Assert.Equal(token, await environment.Tokens.FindAsync("h1", default));
            Assert.True(await environment.Tokens.RevokeAsync("ci", Entry("token revoke"), default));
            Assert.False(await environment.Tokens.RevokeAsync("ci", Entry("token revoke again"), default));
            Assert.Equal(Noon, (await environment.Tokens.FindAsync("h1", default))!.RevokedAt);
            Assert.True(await environment.Tokens.AddAsync(token with { Hash = "h3" }, Entry("token create anew"), default));
            Assert.Null(await environment.Tokens.FindAsync("h1", default));
            Assert.True(await environment.Users.RemoveAsync("ada", Entry("user rm"), default));
            Assert.False(await environment.Users.RemoveAsync("ada", Entry("user rm again"), default));

            var audit = await environment.Audit.ListAsync(10, null, default);
            Assert.Equal(["user rm", "token create anew", "token revoke", "token create", "user password", "user add"], audit.Select(entry => entry.What));
            Assert.Equal(["user add"], (await environment.Audit.ListAsync(10, audit[^2].Number, default)).Select(entry => entry.What));
        }
    }

    [Fact]
    public async Task A_session_that_was_ended_is_not_begun_again_by_being_seen()
    {
        using var environment = await OpenAsync();
        var session = new Session("s1", "user:ada", "stamp", Noon, Noon, Noon.AddDays(7));
        await environment.Sessions.AddAsync(session, default);
        await environment.Sessions.TouchAsync("s1", Noon.AddHours(2), default);
        await environment.Sessions.TouchAsync("s1", Noon.AddHours(1), default);
        Assert.Equal(session with { SeenAt = Noon.AddHours(2) }, await environment.Sessions.FindAsync("s1", default));

        await environment.Sessions.EndAsync("s1", default);
        await environment.Sessions.TouchAsync("s1", Noon.AddHours(3), default);

        Assert.Null(await environment.Sessions.FindAsync("s1", default));
    }

    [Fact]
    public async Task Old_entries_and_sessions_go_and_no_entry_can_be_changed()
    {
        var now = TimeProvider.System.GetUtcNow();
        using (var environment = await OpenAsync())
        {
            await environment.Audit.AppendAsync([Entry("long ago", now.AddDays(-91)), Entry("lately", now.AddDays(-89))], default);
            await environment.Sessions.AddAsync(new Session("old", "owner", "x", now, now, now.AddMinutes(-1)), default);
            await environment.Sessions.AddAsync(new Session("new", "owner", "x", now, now, now.AddMinutes(1)), default);
            while (await environment.History.PruneAsync(now.AddDays(-14), default))
            {
            }

            Assert.Equal(["lately"], (await environment.Audit.ListAsync(10, null, default)).Select(entry => entry.What));
            Assert.Null(await environment.Sessions.FindAsync("old", default));
            Assert.NotNull(await environment.Sessions.FindAsync("new", default));
        }

        using var database = Database.Open(Path.Combine(_folder, ".weir", "local", "state.db"), readOnly: false);
        var refused = Assert.Throws<SqliteFault>(() => database.Execute("UPDATE audit SET who = 'somebody else'"));
        Assert.Contains("are not changed", refused.Message, StringComparison.Ordinal);
    }

    private static AuditEntry Entry(string what) => Entry(what, Noon);

    private static AuditEntry Entry(string what, DateTimeOffset time) => new(time, "ada", what, null, "127.0.0.1", "ok");

    private Task<LocalEnvironment> OpenAsync() =>
        LocalEnvironment.OpenAsync(_folder, "local", [], TimeSpan.Zero, TimeProvider.System, default);
}
