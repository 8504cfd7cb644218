using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Weir.Tests.Cli.Commands;

/// <summary>Users, tokens, the audit log and the way in, at the command line: alone, and beside a running <c>weir up</c>.</summary>
public sealed class AccessCommandTests
{
    /// <summary>The commands that are tried here with <c>--json</c>.</summary>
    public static readonly string[] Commands = ["user list", "token create", "token list", "audit"];

    private const string Yaml =
        """
        project: guarded
        buckets: { raw: {} }
        server: { web: 127.0.0.1:0 }
        tenants: { acme: , globex: }
        """;

    private const string Password = "correct horse battery";

    [Fact]
    public async Task Users_are_added_listed_given_another_password_and_removed()
    {
        using var project = new CliProject(Yaml);
        var added = await project.RunAsync(Password + "\n", ["user", "add", "ada", "--role", "operator"]);
        (await project.RunAsync(Password, ["user", "add", "ben", "--tenant", "acme"])).Fine();

        Assert.Equal("added ada (operator)\n", added.Fine());
        (await project.RunAsync(Password, ["user", "add", "ada"])).Refused("WEIR7422", "user 'ada'", "user rm");
        (await project.RunAsync("short", ["user", "add", "cyd"])).Refused("WEIR7421", "5 characters", "12");
        (await project.RunAsync(Password, ["user", "add", "cyd", "--role", "boss"])).Refused("WEIR7421", "'boss'", "viewer");
        (await project.RunAsync(Password, ["user", "add", "c d"])).Refused("WEIR7421", "'c d'", "letters");
        (await project.RunAsync(Password, ["user", "add", "cyd", "--tenant", "nobody"])).Refused("WEIR7421", "'nobody'", "acme");
        (await project.RunAsync(Password, ["user", "add", "cyd", "--tenant", "acme", "--role", "admin"])).Refused("WEIR7421", "admin", "operator");
        using (var users = JsonDocument.Parse((await project.RunAsync("user", "list", "--json")).Fine()))
        {
            Assert.Equal(
                ["ada operator ", "ben viewer acme"],
                users.RootElement.EnumerateArray().Select(user =>
                    $"{user.GetProperty("name")} {user.GetProperty("role")} {(user.GetProperty("tenants") is { ValueKind: JsonValueKind.Array } named ? named[0] : "")}"));
        }

        Assert.Equal("set the password of ada\n", (await project.RunAsync("another password", ["user", "password", "ada"])).Fine());
        (await project.RunAsync("another password", ["user", "password", "nobody"])).Refused("WEIR7423", "'nobody'", "user list");
        Assert.Equal("removed ben\n", (await project.RunAsync("user", "rm", "ben")).Fine());
        (await project.RunAsync("user", "rm", "ben")).Refused("WEIR7423", "'ben'", "user list");
        var audit = (await project.RunAsync("audit")).Fine();
        Assert.Equal(4, audit.TrimEnd().Split('\n').Length - 1);
        Assert.DoesNotContain("horse", audit, StringComparison.Ordinal);
        Assert.Contains("this machine", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_shown_once_and_ends_when_it_is_revoked_or_by_itself()
    {
        using var project = new CliProject(Yaml);
        var made = await project.RunAsync("token", "create", "ci", "--role", "operator", "--expires", "90d");

        Assert.Matches(@"^weir_[A-Za-z0-9_-]{43}\n$", made.Fine());
        (await project.RunAsync("token", "create", "ci")).Refused("WEIR7422", "token 'ci'", "token revoke");
        Assert.NotEqual(0, (await project.RunAsync("token", "create", "x", "--expires", "soon")).ExitCode);
        var listed = (await project.RunAsync("token", "list", "--json")).Fine();
        Assert.DoesNotContain(made.Output.Trim(), listed, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"good\"", listed, StringComparison.Ordinal);
        (await project.RunAsync("token", "revoke", "ci")).Fine();
        (await project.RunAsync("token", "revoke", "ci")).Refused("WEIR7423", "'ci'", "token list");
        Assert.Contains("\"state\":\"revoked\"", (await project.RunAsync("token", "list", "--json")).Fine(), StringComparison.Ordinal);
        using var again = JsonDocument.Parse((await project.RunAsync("token", "create", "ci", "--json")).Fine());
        Assert.Equal(JsonValueKind.Null, again.RootElement.GetProperty("expires_at").ValueKind);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(project.Folder, ".weir", "local")))
        {
            Assert.DoesNotContain(made.Output.Trim(), System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Keys_for_s3_stand_in_the_credentials_file_until_they_are_revoked()
    {
        using var project = new CliProject(Yaml);
        var keys = Path.Combine(project.Folder, ".weir/local/credentials");
        (await project.RunAsync("token", "create", "upload", "--s3")).Refused("WEIR7421", "one tenant", "--tenant");
        (await project.RunAsync("token", "create", "upload", "--s3", "--tenant", "acme", "--expires", "1d")).Refused("WEIR7421", "one tenant", "--tenant");
        (await project.RunAsync("token", "create", "upload", "--s3", "--tenant", "nobody")).Refused("WEIR7421", "'nobody'", "acme");

        var made = await project.RunAsync("token", "create", "upload", "--s3", "--tenant", "acme");

        var secret = made.Fine().Split('\n')[1].Split('=')[1];
        var file = await File.ReadAllTextAsync(keys);
        Assert.Contains($"[upload]\naws_access_key_id = WEIR", file, StringComparison.Ordinal);
        Assert.Contains($"aws_secret_access_key = {secret}\n", file, StringComparison.Ordinal);
        Assert.Contains("weir_tenant = acme\n", file, StringComparison.Ordinal);
        Assert.Contains("[default]\n", file, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(keys));
        }

        (await project.RunAsync("token", "create", "upload", "--s3", "--tenant", "acme")).Refused("WEIR7422", "'upload'", "token revoke");
        (await project.RunAsync("token", "create", "default", "--s3", "--tenant", "acme")).Refused("WEIR7422", "'default'", "token revoke");
        Assert.Contains("\"kind\":\"s3\"", (await project.RunAsync("token", "list", "--json")).Fine(), StringComparison.Ordinal);
        (await project.RunAsync("token", "revoke", "upload")).Fine();
        file = await File.ReadAllTextAsync(keys);
        Assert.DoesNotContain("upload", file, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, file, StringComparison.Ordinal);
        Assert.DoesNotContain("acme", file, StringComparison.Ordinal);
        Assert.Contains("[default]\n", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_weir_up_learns_of_all_of_it_at_once_and_notes_who_did_what()
    {
        using var project = new CliProject(Yaml);
        project.Write("it.json", "{}");
        using var up = project.Start("up", "--json", "--no-s3");
        var web = new Uri(JsonElement.Parse(await up.ReadLineAsync("\"ready\"")).GetProperty("web").GetString()!);
        var token = (await project.RunAsync("token", "create", "ci", "--role", "operator")).Fine().Trim();
        using var http = new HttpClient { BaseAddress = web };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        Assert.Contains("\"name\":\"token ci\"", await http.GetStringAsync("/api/v1/me"), StringComparison.Ordinal);
        (await project.RunAsync("put", "it.json", "raw/a/")).Fine();
        using (var content = new StringContent("{}"))
        {
            (await http.PutAsync(new Uri("/api/v1/object?bucket=raw&key=b", UriKind.Relative), content)).EnsureSuccessStatusCode();
        }

        var opened = new Uri((await project.RunAsync("open", "--print")).Fine().Trim());
        Assert.Equal((web.Authority, "/sign-in/ticket"), (opened.Authority, opened.AbsolutePath));
        using (var page = await new HttpClient().GetAsync(opened))
        {
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }

        (await project.RunAsync("token", "revoke", "ci")).Fine();
        using (var refused = await http.GetAsync(new Uri("/api/v1/me", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var audit = JsonDocument.Parse((await project.RunAsync("audit", "--json")).Fine());
        Assert.Equal(
            ["token revoke|ci|ok", "sign in by ticket||ok", "ticket||ok", "PUT /api/v1/object|raw/b|200", "POST /api/v1/objects||200", "token create|ci (operator)|ok"],
            audit.RootElement.EnumerateArray().Select(entry =>
                $"{entry.GetProperty("what")}|{entry.GetProperty("on")}|{entry.GetProperty("result")}"));
        var put = audit.RootElement[3];
        Assert.Equal(("token ci", "127.0.0.1"), (put.GetProperty("who").GetString(), put.GetProperty("from").GetString()));
        Assert.True(put.GetProperty("time").GetDateTimeOffset() > DateTimeOffset.Parse("2026-01-01", CultureInfo.InvariantCulture));
        await up.SignalAsync("INT");
        (await up.WhenEndedAsync()).Fine();
        (await project.RunAsync("open")).Refused("WEIR7424", "No page", "weir up");
    }

    [Fact]
    public async Task Others_can_reach_it_only_where_there_is_somebody_to_let_in()
    {
        using var project = new CliProject(Yaml);
        using (var up = project.Start("up", "--json", "--no-s3", "--web", "0.0.0.0:0"))
        {
            var refused = await up.WhenEndedAsync();
            Assert.NotEqual(0, refused.ExitCode);
            Assert.Contains("WEIR7430", refused.Errors, StringComparison.Ordinal);
        }

        (await project.RunAsync(Password, ["user", "add", "ada"])).Fine();
        using var open = project.Start("up", "--json", "--no-s3", "--web", "0.0.0.0:0");
        await open.ReadUntilAsync("\"ready\"");
    }
}
