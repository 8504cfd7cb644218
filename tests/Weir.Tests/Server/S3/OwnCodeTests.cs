using System.Text.Json;

using Weir.Server.S3.Keys;
using Weir.Tests.Cli;
using Weir.Tests.Functions;

namespace Weir.Tests.Server.S3;

/// <summary>Functions and shell steps speak S3 with the project that they belong to, and need not be told how.</summary>
public class OwnCodeTests
{
    /// <summary>What a step puts is a new object like any other: it starts <c>after</c>.</summary>
    private const string Yaml =
        """
        project: own-code
        buckets: { raw: {}, out: {}, done: {} }
        pipelines:
          shout:
            triggers: [{ object_created: raw/** }]
            steps:
              - STEP
          after:
            triggers: [{ object_created: out/** }]
            steps: [{ copy: { from: "out/{{event.key}}", to: "done/{{event.key}}" } }]
        """;

    private const string Awscli =
        """
        shell: |
                  s3() { /usr/bin/aws --endpoint-url "$AWS_ENDPOINT_URL" s3 "$@"; }
                  s3 cp "s3://raw/$KEY" - | tr a-z A-Z | s3 cp - "s3://out/$KEY"
                env: { KEY: "{{event.key}}" }
        """;

    /// <summary>The endpoint is named only where boto3 is older than the variable.</summary>
    private const string Boto3 =
        """
        import os
        from urllib.parse import unquote_plus

        import boto3

        knows = tuple(int(part) for part in boto3.__version__.split(".")[:2]) >= (1, 28)
        s3 = boto3.client("s3") if knows else boto3.client("s3", endpoint_url=os.environ["AWS_ENDPOINT_URL"])

        def handler(event, context):
            of = event["Records"][0]["s3"]
            key = unquote_plus(of["object"]["key"])
            body = s3.get_object(Bucket=of["bucket"]["name"], Key=key)["Body"].read()
            s3.put_object(Bucket="out", Key=key, Body=body.upper())
        """;

    [Fact]
    public async Task A_step_is_told_where_and_with_which_keys_and_its_log_does_not_tell_the_secret()
    {
        using var project = Tells("");
        using var up = await project.UpAsync();
        var credentials = CredentialsFile.Open(Path.Combine(project.Folder, ".weir/local"));

        using var run = JsonDocument.Parse((await project.RunAsync("run", "tell", "--json")).Fine());
        var log = (await project.RunAsync("logs", run.RootElement.GetProperty("run").GetProperty("id").GetString()!)).Fine();

        Assert.False(credentials.IsNew);
        Assert.Equal($"http://127.0.0.1:{credentials.Port} {credentials.Pairs[0].Id}", ToldBy(run));
        Assert.Contains("secret ***", log, StringComparison.Ordinal);
        Assert.DoesNotContain(credentials.Pairs[0].Secret, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_works_off_and_ends_speaks_s3_with_its_own_code_alone_and_keeps_nothing_of_it()
    {
        using var project = Tells("");

        var answer = (await project.RunAsync("run", "tell", "--json")).Fine();
        using var first = JsonDocument.Parse(answer);
        using var second = JsonDocument.Parse((await project.RunAsync("run", "tell", "--json")).Fine());

        Assert.Matches("^http://127.0.0.1:[0-9]+ WEIR[A-Z2-7]{16}$", ToldBy(first));
        Assert.NotEqual(ToldBy(first).Split(' ')[1], ToldBy(second).Split(' ')[1]);
        Assert.False(File.Exists(Path.Combine(project.Folder, ".weir/local/credentials")));
        Assert.DoesNotContain("S3", (await project.RunAsync("up", "--exit-when-idle")).Fine(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_step_says_itself_goes_before()
    {
        using var project = Tells("env: { AWS_ENDPOINT_URL: \"http://s3.example\" }");

        using var run = JsonDocument.Parse((await project.RunAsync("run", "tell", "--json")).Fine());

        Assert.Equal("http://s3.example none", ToldBy(run));
    }

    [PythonFact]
    public async Task A_function_is_told_while_the_project_runs()
    {
        using var project = new CliProject("project: own-code\nbuckets: { raw: {} }");
        project.Write("functions/tell/handler.py", "import os\n\n\ndef handler(event, context):\n    return os.environ.get('AWS_ENDPOINT_URL')\n");
        var alone = (await project.RunAsync("function", "invoke", "tell")).Fine();
        using var up = await project.UpAsync();

        var served = (await project.RunAsync("function", "invoke", "tell")).Fine();

        var port = CredentialsFile.Open(Path.Combine(project.Folder, ".weir/local")).Port;
        Assert.Equal(("null\n", $"\"http://127.0.0.1:{port}\"\n"), (alone, served));
    }

    [RealClientFact("aws")]
    public async Task What_awscli_puts_in_a_step_starts_another_pipeline_exactly_once()
    {
        using var project = new CliProject(Yaml.Replace("STEP", Awscli, StringComparison.Ordinal));
        await AssertOnceAsync(project, Environment.GetEnvironmentVariable("PATH")!);
    }

    [RealClientFact("boto3")]
    public async Task What_boto3_puts_in_a_function_starts_another_pipeline_exactly_once()
    {
        using var project = WithBoto3();
        await AssertOnceAsync(project, "/usr/bin:" + Environment.GetEnvironmentVariable("PATH"));
    }

    [NewBoto3Fact]
    public async Task A_function_that_knows_of_nothing_but_boto3_works_as_it_is()
    {
        using var project = WithBoto3();
        (await PutAsync(project)).Fine();

        (await project.RunAsync("up", "--exit-when-idle")).Fine();

        await AssertOnceAsync(project);
    }

    private static CliProject WithBoto3()
    {
        var project = new CliProject(Yaml.Replace("STEP", "function: shout", StringComparison.Ordinal));
        project.Write("functions/shout/handler.py", Boto3);
        return project;
    }

    private static CliProject Tells(string env) => new(
        $$"""
        project: own-code
        buckets: { raw: {} }
        pipelines:
          tell:
            triggers: [{ manual: true }]
            steps:
              - name: tell
                shell: |
                  echo "told=$AWS_ENDPOINT_URL ${AWS_ACCESS_KEY_ID-none}" >> "$WEIR_OUTPUT"
                  echo "secret ${AWS_SECRET_ACCESS_KEY-none}"
                {{env}}
        """);

    private static string ToldBy(JsonDocument run) =>
        run.RootElement.GetProperty("steps")[0].GetProperty("output").GetProperty("told").GetString()!;

    /// <summary>A file lands while the project runs, and it is waited until what it became was carried on.</summary>
    private static async Task AssertOnceAsync(CliProject project, string path)
    {
        using var up = project.StartWith("PATH", path, "up", "--json");
        await up.ReadUntilAsync("\"ready\"");
        (await PutAsync(project)).Fine();
        string[] ended = [await up.ReadLineAsync("\"run_ended\""), await up.ReadLineAsync("\"run_ended\"")];
        Assert.All(ended, line => Assert.Contains("\"succeeded\"", line, StringComparison.Ordinal));
        await up.SignalAsync("TERM");
        (await up.WhenEndedAsync()).Fine();
        (await project.RunAsync("up", "--exit-when-idle")).Fine();

        await AssertOnceAsync(project);
    }

    private static async Task AssertOnceAsync(CliProject project)
    {
        Assert.Equal("HELLO", (await project.RunAsync("get", "done/a b.txt", "-")).Fine());
        using var runs = JsonDocument.Parse((await project.RunAsync("runs", "--json")).Fine());
        Assert.Equal(
            [("after", "succeeded"), ("shout", "succeeded")],
            runs.RootElement.EnumerateArray().Select(run => (run.GetProperty("pipeline").GetString()!, run.GetProperty("state").GetString()!)).Order());
    }

    private static Task<Answer> PutAsync(CliProject project)
    {
        project.Write("a.txt", "hello");
        return project.RunAsync("put", "a.txt", "raw/a b.txt");
    }
}
