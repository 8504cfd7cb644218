using System.Text;

using Weir.Buckets;
using Weir.Engine.Functions;
using Weir.Engine.Secrets;
using Weir.Engine.Steps;
using Weir.Functions;
using Weir.Local.Secrets;
using Weir.Project;
using Weir.Runs;
using Weir.Tests.Functions;

namespace Weir.Tests.Flow;

/// <summary>Secrets in runs: who gets which, and that none of them is left anywhere.</summary>
public sealed class SecretsTests : IAsyncLifetime
{
    private const string Tricky = "p@ss \"word\"/+=é\\t&x";
    private const string Pem = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nx+/w0rd==\n-----END KEY-----\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-secrets-flow-").FullName;

    private readonly List<IAsyncDisposable> _open = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var open in _open)
        {
            await open.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [PythonTheory]
    [InlineData(Tricky)]
    [InlineData(Pem)]
    public async Task A_function_that_tells_its_secret_in_every_form_leaves_none_of_it_behind(string secret)
    {
        Write(
            "functions/f/handler.py",
            """
            import base64, json, os, sys, urllib.parse
            def handler(event, context):
                s = os.environ["TOKEN"]
                assert s == event["token"], "they differ"
                print(s)
                print(json.dumps(s), json.dumps(s, ensure_ascii=False), json.dumps({"in": json.dumps({"s": s})}))
                print(urllib.parse.quote(s), urllib.parse.quote(s, safe=""), urllib.parse.quote_plus(s))
                for before in range(4):
                    print(base64.b64encode(("u" * before + s).encode()).decode(), base64.urlsafe_b64encode(("u" * before + s).encode()).decode())
                print(base64.encodebytes(s.encode()).decode(), file=sys.stderr)
                for line in s.splitlines(): print("    " + line)
                if event["fails"] == "yes": raise ValueError("cannot log in with " + s)
                return {"echo": s, "as base64": base64.b64encode(s.encode()).decode(), "fine": "x", s: 1}
            """);
        Write("functions/f/function.yaml", "env: { TOKEN: { secret: api-token } }\n");
        await SetAsync("api-token", secret);
        await using (var world = await StartAsync(
            """
            project: p
            buckets: { raw: , out: }
            pipelines:
              tells:
                triggers: [{ object_created: raw/a/** }]
                steps:
                  - { name: f, function: f, input: { token: "{{secret 'API_TOKEN'}}", fails: "no" } }
                  - publish: { topic: t, message: { said: "{{steps.f.outputs}}" } }
                  - copy: { from: "{{event.bucket}}/{{event.key}}", to: "out/{{steps.f.outputs.fine}}" }
              fails:
                triggers: [{ object_created: raw/b/** }]
                steps: [{ name: f, function: f, input: { token: "{{secret 'API_TOKEN'}}", fails: "yes" } }]
                retry: { max_attempts: 2, interval: 1ms }
              names:
                triggers: [{ object_created: raw/c/** }]
                steps:
                  - { name: f, function: f, input: { token: "{{secret 'API_TOKEN'}}", fails: "{{upper (secret 'api-token')}}" } }
                  - copy: { from: "raw/{{steps.f.outputs.echo}}", to: out/never }
              hears: { triggers: [{ message: t }], steps: [{ copy: { from: raw/a/1, to: out/heard } }] }
            """))
        {
            await world.PutAsync("raw/a/1", "1");
            await world.PutAsync("raw/b/1", "1");
            await world.PutAsync("raw/c/1", "1");
            await world.WhenIdleAsync();

            Assert.NotNull(await world.Environment.Objects.FindAsync(new ObjectName("out", "x"), default));
            var runs = await world.Environment.Runs.ListAsync(10, default);
            var told = new StringBuilder();
            foreach (var run in runs)
            {
                told.AppendLine($"{run.Pipeline} {run.State} {run.Failure}");
                foreach (var step in await world.Environment.Runs.StepsAsync(run.Id, default))
                {
                    told.AppendLine($"{step.Step} {step.State} {step.Failure} {step.Output} {step.Log}");
                }
            }

            Assert.Contains("cannot log in with ***", told.ToString(), StringComparison.Ordinal);
            Assert.Contains("\"echo\":\"***", told.ToString(), StringComparison.Ordinal);
            Assert.Equal(1, runs.Count(run => run is { Pipeline: "fails", State: RunState.Failed }));
            Assert.Equal(1, runs.Count(run => run is { Pipeline: "names", State: RunState.Failed }));
            AssertTellsNone(told.ToString(), secret);
            AssertTellsNone(string.Join('\n', world.Recorder.Failed.Select(failed => failed.Failure)), secret);
        }

        AssertLeftNone(secret);
    }

    [PythonFact]
    public async Task A_run_has_the_secrets_and_the_values_of_its_tenant()
    {
        Write("functions/f/handler.py", "def handler(event, context):\n    return {'got': 'x'.join(event['token'])}\n");
        Write("tenants/acme.yaml", "vars: { account: a1 }\n");
        Write("tenants/globex.yaml", "vars: { account: g1 }\nsecret_names: { token: old-globex }\n");
        Write("tenants/initech.yaml", "vars: { account: i1 }\n");
        await SetAsync("token", "of-all");
        await SetAsync("acme-token", "of-acme");
        await SetAsync("old-globex", "of-globex");
        await using var world = await StartAsync(
            """
            project: p
            buckets: { raw: , out: }
            vars: { region: eu }
            pipelines:
              a:
                triggers: [{ object_created: raw/** }]
                tenant: "{{event.stem}}"
                steps:
                  - { name: f, function: f, input: { token: "{{secret 'token'}}" } }
                  - copy: { from: "{{event.bucket}}/{{event.key}}", to: "out/{{environment}}/{{tenant.name}}/{{tenant.vars.account}}/{{vars.region}}/{{steps.f.outputs.got}}" }
            """);

        foreach (var tenant in (string[])["acme", "globex", "initech", "nobody"])
        {
            await world.PutAsync($"raw/{tenant}.json", "{}");
        }

        await world.WhenIdleAsync();

        Assert.Equal(
            [
                "local/acme/a1/eu/oxfx-xaxcxmxe",
                "local/globex/g1/eu/oxfx-xgxlxoxbxexx",
                "local/initech/i1/eu/oxfx-xaxlxl",
            ],
            (await world.Environment.Objects.ListAsync("out", "", null, 10, default)).Select(landed => landed.Name.Key));
        var failed = Assert.Single(await world.Environment.Runs.ListAsync(10, default), run => run.State == RunState.Failed);
        Assert.Equal("WEIR5801", failed.Failure!.Code);
        Assert.Contains("'nobody'", failed.Failure.Message, StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task A_secret_that_nobody_has_fails_the_run_and_says_where_it_was_looked_for()
    {
        Write("functions/f/handler.py", "def handler(event, context):\n    return 1\n");
        await using var world = await StartAsync(
            """
            project: p
            buckets: { raw: }
            pipelines:
              a:
                triggers: [{ object_created: raw/** }]
                steps: [{ name: f, function: f, input: "{{secret 'nowhere'}}" }]
            """);

        await world.PutAsync("raw/a", "");
        await world.WhenIdleAsync();

        var run = Assert.Single(await world.Environment.Runs.ListAsync(10, default));
        Assert.Equal((RunState.Failed, "WEIR6801"), (run.State, run.Failure!.Code));
        Assert.Contains("WEIR_SECRET_NOWHERE, .env, secrets/local.enc", run.Failure.Message, StringComparison.Ordinal);
    }

    private static void AssertTellsNone(string text, string secret)
    {
        foreach (var line in secret.Split('\n').Where(line => line.Length > 3))
        {
            Assert.DoesNotContain(line, text, StringComparison.OrdinalIgnoreCase);
            foreach (var form in SecretForms.Of(line).Where(form => form.Length >= 8))
            {
                Assert.DoesNotContain(form, text, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Looks into every file of the environment, whatever its format.</summary>
    private void AssertLeftNone(string secret)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, ".weir", "local"), "*", SearchOption.AllDirectories))
        {
            AssertTellsNone(Encoding.UTF8.GetString(File.ReadAllBytes(file)), secret);
        }
    }

    private async Task SetAsync(string name, string value)
    {
        var secrets = new EncryptedSecrets(_folder, "local", _ => null, TimeProvider.System);
        if (!File.Exists(Path.Combine(_folder, "secrets", "local.key")))
        {
            secrets.MakeKey();
        }

        Assert.True(Weir.Secrets.SecretName.TryParse(name, out var parsed));
        await secrets.SetAsync(parsed, value, default);
    }

    private async Task<World> StartAsync(string yaml)
    {
        Write("weir.yaml", yaml);
        var project = ProjectReader.Read(_folder);
        Assert.Empty(project.Diagnostics);
        var secrets = LocalSecrets.Of(_folder, "local", new Masks(), TimeProvider.System);
        var functions = new LocalFunctions(
            project.Definition!.Functions, _folder, TimeProvider.System, new ProjectScope(project.Definition, secrets).OutsideOfRuns());
        _open.Add(functions);
        return await World.StartAsync(yaml, _folder, change: ports => ports with { Secrets = secrets, Functions = new MaskedFunctions(functions, secrets.Masks) });
    }

    private void Write(string file, string content)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
