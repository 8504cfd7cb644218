using Weir.Local;
using Weir.Server.Operations;
using Weir.Tests.Cli;
using Weir.Tests.Server;

namespace Weir.Tests.Functions;

/// <summary><c>weir function</c>: the answer goes to standard output, the log to standard error, the exit code tells the rest.</summary>
public sealed class FunctionCommandTests
{
    private const string Greet =
        """
        import os, time
        def handler(event, context):
            print("greeting")
            if "fail" in event:
                raise ValueError(event["fail"])
            if "file" in event:
                with open(event["file"] + ".part", "w") as file:
                    file.write(str(os.getpid()))
                os.rename(event["file"] + ".part", event["file"])
                time.sleep(1000)
            return {"hello": event.get("name", "world"), "pid": os.getpid()}
        """;

    [PythonFact]
    public async Task A_function_is_called_by_hand()
    {
        using var project = Project();
        project.Write("event.json", """{"name": "Ghent"}""");

        var fromFile = await project.RunAsync("function", "invoke", "greet", "--event", "event.json");
        var fromInput = await project.RunAsync("""{"name": "Bruges"}""", ["function", "invoke", "greet", "--event", "-"]);
        var toFile = await project.RunAsync("function", "invoke", "greet", "--output", "answer.json");

        Assert.StartsWith("""{"hello": "Ghent", "pid": """, fromFile.Fine(), StringComparison.Ordinal);
        Assert.Equal("greeting\n", fromFile.Errors);
        Assert.StartsWith("""{"hello": "Bruges", """, fromInput.Fine(), StringComparison.Ordinal);
        Assert.Equal("", toFile.Fine());
        Assert.StartsWith("""{"hello": "world", """, await File.ReadAllTextAsync(Path.Combine(project.Folder, "answer.json")), StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task A_function_that_fails_ends_the_call_with_one()
    {
        using var project = Project();

        var failed = await project.RunAsync("function", "invoke", "greet", "--event", """{"fail": "on purpose"}""");

        Assert.Equal(1, failed.ExitCode);
        Assert.StartsWith("""{"errorMessage": "on purpose", "errorType": "ValueError", """, failed.Output, StringComparison.Ordinal);
        Assert.Contains("WEIR6512 The function 'greet' failed: ValueError: on purpose", failed.Errors, StringComparison.Ordinal);
        Assert.StartsWith("greeting\n[ERROR] ValueError: on purpose\n", failed.Errors, StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task Functions_are_listed_and_built()
    {
        using var project = Project();

        var listed = (await project.RunAsync("function", "list")).Fine();
        var built = (await project.RunAsync("function", "build")).Fine();
        var again = (await project.RunAsync("function", "build", "greet")).Fine();
        project.Write("functions/greet/more.py", "");
        var changed = (await project.RunAsync("function", "build", "greet")).Fine();

        Assert.Matches(@"^function +runtime +handler +timeout +memory +concurrency\ngreet +python3 +handler\.handler +60 s +512 MB +4\n$", listed);
        Assert.Matches(@"^built greet \(revision [0-9a-f]{16}\)\n$", built);
        Assert.Equal(built.Replace("built", "unchanged", StringComparison.Ordinal), again);
        Assert.StartsWith("built greet", changed, StringComparison.Ordinal);
        Assert.NotEqual(built, changed);
    }

    [Theory]
    [InlineData("function", "WEIR1001", "'weir function' needs one word more", "One of list, build, invoke")]
    [InlineData("function bild", "WEIR1001", "no command 'function bild'", "Did you mean 'build'?")]
    [InlineData("function invoke", "WEIR1001", "'weir function invoke' needs NAME", "weir function invoke NAME")]
    [InlineData("function invoke greet --event none.json", "WEIR1004", "none.json", "write the event as JSON")]
    [InlineData("function invoke gret", "WEIR6501", "no function 'gret'", "Did you mean 'greet'?")]
    [InlineData("function build gret", "WEIR6501", "no function 'gret'", "Did you mean 'greet'?")]
    public async Task A_wrong_call_says_what_is_wrong(string call, string code, string saying, string hint)
    {
        using var project = Project();

        (await project.RunAsync(call.Split(' '))).Refused(code, saying, hint);
    }

    [PythonFact]
    public async Task A_running_project_keeps_its_workers_warm_and_takes_a_new_build()
    {
        using var project = Project();
        using var up = await project.UpAsync();

        var first = (await project.RunAsync("function", "invoke", "greet")).Fine();
        var second = (await project.RunAsync("function", "invoke", "greet")).Fine();
        project.Write("functions/greet/handler.py", "def handler(event, context):\n    return 'changed'\n");
        var third = (await project.RunAsync("function", "invoke", "greet")).Fine();
        (await project.RunAsync("function", "build")).Fine();
        var fourth = (await project.RunAsync("function", "invoke", "greet")).Fine();
        var failed = await project.RunAsync("function", "invoke", "greet", "--event", "[");
        await up.SignalAsync("TERM");

        Assert.Equal((first, first, "\"changed\"\n"), (second, third, fourth));

        // The project that runs are made with is still the one that was there at the start.
        Assert.StartsWith("notice WEIR4007 ", failed.Errors, StringComparison.Ordinal);
        Assert.Contains("weir function build", failed.Errors, StringComparison.Ordinal);
        (failed with { Errors = failed.Errors[failed.Errors.IndexOf("WEIR6520", StringComparison.Ordinal)..] }).Refused("WEIR6520", "cannot be called with this event", "one JSON value");
        (await up.WhenEndedAsync()).Fine();
    }

    [PythonFact]
    public async Task When_weir_is_killed_its_workers_are_too()
    {
        using var project = Project();
        var file = Path.Combine(project.Folder, "pid");
        using var call = project.Start("function", "invoke", "greet", "--event", $$"""{"file": "{{file}}"}""");
        await Processes.WhenAsync(() => File.Exists(file));
        var pid = await File.ReadAllTextAsync(file);
        Assert.True(Processes.IsAlive(pid));

        await call.KillAsync();

        await Processes.WhenAsync(() => !Processes.IsAlive(pid));
    }

    [PythonTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Operations_are_the_same_here_and_over_a_socket(bool served)
    {
        await using var environment = await TestEnvironment.OpenAsync(served, files: new() { ["functions/greet/handler.py"] = Greet });
        var operations = environment.Operations;

        var listed = Assert.Single(await operations.ListFunctionsAsync(default));
        var built = await operations.BuildFunctionAsync("greet", default);
        var fine = await operations.InvokeFunctionAsync("greet", "{}"u8.ToArray(), default);
        var failed = await operations.InvokeFunctionAsync("greet", """{"fail": "x"}"""u8.ToArray(), default);

        Assert.Equal(new ListedFunction("greet", "python3", "handler.handler", 60, 512 << 20, 4), listed);
        Assert.Equal(("greet", true), (built.Name, built.IsNew));
        Assert.Equal(("greeting", null), (fine.Log[0], fine.Failure));
        Assert.StartsWith("{\"hello\"", System.Text.Encoding.UTF8.GetString(fine.Answer), StringComparison.Ordinal);
        Assert.Equal("WEIR6512", failed.Failure?.Code);
        Assert.InRange(fine.Milliseconds, 0, 60_000);
        Assert.NotEqual(fine.RequestId, failed.RequestId);
    }

    [PythonFact]
    public async Task Functions_are_built_and_called_while_another_command_works_on_the_environment()
    {
        using var project = Project();
        var environment = Directory.CreateDirectory(Path.Combine(project.Folder, ".weir", "local"));
        using var held = await EnvironmentLock.TakeAsync(environment.FullName, TimeSpan.Zero, TimeProvider.System, CancellationToken.None);

        Assert.Contains("built greet", (await project.RunAsync("function", "build")).Fine(), StringComparison.Ordinal);
        Assert.Contains("world", (await project.RunAsync("function", "invoke", "greet")).Fine(), StringComparison.Ordinal);
        Assert.Contains("handler.handler", (await project.RunAsync("function", "list")).Fine(), StringComparison.Ordinal);
    }

    private static CliProject Project()
    {
        var project = new CliProject("project: greetings\n");
        project.Write("functions/greet/handler.py", Greet);
        return project;
    }
}
