using System.Text.Json;

namespace Weir.Tests.Cli.Commands;

public class SecretCommandTests
{
    private const string Yaml =
        """
        project: p
        buckets: { raw: , out: }
        connections:
          db: { type: postgres, host: h, database: d, user: u, password: { secret: db-password } }
        environments: { prod: , dev: { tenants: [acme] } }
        tenants: { acme: , globex: { secret_names: { token: old-globex } } }
        pipelines:
          sync:
            triggers: [{ manual: true }]
            inputs: { tenant: { default: acme } }
            tenant: "{{inputs.tenant}}"
            steps: [{ function: f, input: "{{secret 'token'}}" }]
        """;

    [Fact]
    public async Task Secrets_are_set_listed_and_removed_without_being_shown()
    {
        using var project = Project();
        (await project.RunAsync("hunter2\n", ["secret", "set", "db-password", "--env", "prod"])).Refused("WEIR6804", "no key", "weir secret key --env prod");
        Assert.Contains("secrets/prod.key", (await project.RunAsync("secret", "key", "--env", "prod")).Fine(), StringComparison.Ordinal);
        (await project.RunAsync("secret", "key", "--env", "prod")).Refused("WEIR6811", "already", "Keep it");

        var set = (await project.RunAsync("hunter2\n", ["secret", "set", "DB_PASSWORD", "--env", "prod"])).Fine();
        (await project.RunAsync("acmes\n\n", ["secret", "set", "token", "--tenant", "acme", "--env", "prod"])).Fine();
        (await project.RunAsync("x", ["secret", "set", "extra", "--env", "prod"])).Fine();
        var list = await project.RunAsync("secrets", "list", "--env", "prod", "--json");

        Assert.DoesNotContain("hunter2", set, StringComparison.Ordinal);
        Assert.Equal(1, list.ExitCode);
        using var json = JsonDocument.Parse(list.Output);
        Assert.Equal(
            ["db-password  True connection 'db'", "acme-token acme True pipeline 'sync'", "old-globex globex False pipeline 'sync'", "extra  True "],
            json.RootElement.EnumerateArray().Select(secret =>
                $"{secret.GetProperty("name")} {secret.GetProperty("tenant")} {secret.GetProperty("is_there")} {string.Join(',', secret.GetProperty("named_by").EnumerateArray())}"));
        (await project.RunAsync("z", ["secret", "set", "token", "--tenant", "globex", "--env", "prod"])).Fine();
        (await project.RunAsync("secret", "list", "--env", "prod")).Fine();
        (await project.RunAsync("secret", "rm", "extra", "--env", "prod")).Fine();
        (await project.RunAsync("secret", "rm", "extra", "--env", "prod")).Refused("WEIR6810", "no secret 'extra'", "acme-token, db-password, old-globex");
    }

    [Theory]
    [InlineData("secret set a/b", "WEIR1001", "cannot be the name of a secret", "letters, digits")]
    [InlineData("secret set token --tenant nobody", "WEIR1001", "no tenant 'nobody'", "There are acme, globex")]
    [InlineData("secret set token --tenant globex --env dev", "WEIR1001", "'dev' has no tenant 'globex'", "There are acme")]
    [InlineData("secret list --env prdo", "WEIR1003", "no environment 'prdo'", "Did you mean 'prod'?")]
    [InlineData("secret set", "WEIR1001", "needs NAME", "weir secret set NAME")]
    [InlineData("secret set token hunter2", "WEIR1001", "does not know what to do with", "--help")]
    public async Task A_wrong_call_is_refused(string call, string code, string saying, string hint)
    {
        using var project = Project();

        (await project.RunAsync("value", call.Split(' '))).Refused(code, saying, hint);
    }

    [Fact]
    public async Task Validate_warns_of_secrets_that_nobody_has()
    {
        using var project = Project();
        project.Write(".env", "DB_PASSWORD=hunter2\n");

        var local = await project.RunAsync("validate");
        var prod = await project.RunAsync("validate", "--env", "prod");

        Assert.Equal((0, 0), (local.ExitCode, prod.ExitCode));
        Assert.Contains("WEIR6801 Nobody has the secret 'acme-token' or 'token'", local.Errors, StringComparison.Ordinal);
        Assert.Contains("It is named by pipeline 'sync'", local.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("'db-password'", local.Errors, StringComparison.Ordinal);
        Assert.Contains("WEIR6802", prod.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", local.Errors + prod.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environments_have_state_of_their_own()
    {
        using var project = new CliProject("project: p\nbuckets: { raw: }\n");
        project.Write("a.txt", "a");
        (await project.RunAsync("put", "a.txt", "raw/", "--env", "test")).Fine();

        Assert.Contains("a.txt", (await project.RunAsync("ls", "raw", "--env", "test")).Fine(), StringComparison.Ordinal);
        Assert.DoesNotContain("a.txt", (await project.RunAsync("ls", "raw")).Fine(), StringComparison.Ordinal);
    }

    private static CliProject Project()
    {
        var project = new CliProject(Yaml);
        project.Write("functions/f/handler.py", "def handler(event, context):\n    return 1\n");
        return project;
    }
}
