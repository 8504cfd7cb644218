using System.Text.Json;

using Weir.Failures;

namespace Weir.Tests.Functions;

/// <summary>What a function is given, and what becomes of what it does.</summary>
public sealed class InvocationTests(InvocationFixture fixture) : IClassFixture<InvocationFixture>
{
    private FunctionProject Project => fixture.Project;

    [PythonFact]
    public async Task Python_is_called_as_on_lambda()
    {
        var before = Environment.GetEnvironmentVariable("WEIR_TEST_CANARY");
        Environment.SetEnvironmentVariable("WEIR_TEST_CANARY", "secret");
        var result = await Project.InvokeAsync("python", """{"a": [1, "€"]}""");
        Environment.SetEnvironmentVariable("WEIR_TEST_CANARY", before);

        Assert.Null(result.Failure);
        using var json = JsonDocument.Parse(result.Answer);
        var answer = json.RootElement;
        Assert.Equal("""{"a": [1, "€"]}""", answer.GetProperty("event").GetRawText());
        Assert.Matches("^arn:aws:lambda:[a-z0-9-]+:[0-9]{12}:function:python$", answer.GetProperty("arn").GetString());
        Assert.Equal(("python", "512", "/aws/lambda/python"), (Text(answer, "name"), Text(answer, "memory"), Text(answer, "group")));
        Assert.Matches(@"^\d{4}/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}$", Text(answer, "stream"));
        Assert.Equal((result.RequestId, "grüße", "test"), (Text(answer, "request"), Text(answer, "text"), Text(answer, "mode")));
        Assert.InRange(answer.GetProperty("left").GetInt32(), 1, 60_000);
        Assert.Equal(0.5, answer.GetProperty("half").GetDouble());
        Assert.StartsWith(Path.Combine(Project.Folder, ".weir/functions/python"), Text(answer, "cwd"), StringComparison.Ordinal);
        Assert.DoesNotContain("WEIR_TEST_CANARY", answer.GetProperty("env").EnumerateArray().Select(e => e.GetString()));
        Assert.Contains("LAMBDA_TASK_ROOT", answer.GetProperty("env").EnumerateArray().Select(e => e.GetString()));
    }

    [PythonFact]
    public async Task A_warm_process_is_used_again()
    {
        var pids = new HashSet<int>();
        for (var i = 0; i < 20; i++)
        {
            pids.Add((await Project.AnswerAsync("python")).GetProperty("pid").GetInt32());
        }

        Assert.Single(pids);
    }

    /// <summary>Its connection is silent meanwhile, over two ticks of the server's clock.</summary>
    [PythonFact]
    public async Task A_function_may_take_its_time()
    {
        var before = (await Project.AnswerAsync("two")).GetProperty("pid").GetInt32();

        var slow = await Project.AnswerAsync("two", """{"does": "take", "seconds": 2.5}""");

        Assert.Equal(before, slow.GetProperty("pid").GetInt32());
    }

    [PythonFact]
    public async Task As_many_run_at_a_time_as_there_are_places()
    {
        var (one, other) = (Path.Combine(Project.Folder, "one"), Path.Combine(Project.Folder, "other"));

        // Each waits until the other runs, so that neither would end if they did not run at the same time.
        var both = await Task.WhenAll(
            Project.AnswerAsync("two", $$"""{"does": "meet", "own": "{{one}}", "other": "{{other}}"}"""),
            Project.AnswerAsync("two", $$"""{"does": "meet", "own": "{{other}}", "other": "{{one}}"}"""));
        var many = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Project.AnswerAsync("two")));

        var pids = both.Select(b => b.GetProperty("pid").GetInt32()).ToHashSet();
        Assert.Equal(2, pids.Count);
        Assert.Subset(pids, many.Select(m => m.GetProperty("pid").GetInt32()).ToHashSet());
    }

    [PythonFact]
    public async Task What_it_writes_is_the_invocations_log()
    {
        await Project.AnswerAsync("python");

        var logged = await Project.InvokeAsync("python", """{"does": "log"}""");
        var printed = await Project.InvokeAsync("python", """{"does": "print", "lines": 3}""");

        Assert.Matches($@"^\[INFO\]\t\d{{4}}-\d\d-\d\dT[0-9:.]+Z\t{logged.RequestId}\tsaid by logging$", Assert.Single(logged.Log));
        Assert.Equal(["line 0 ", "line 1 ", "line 2 ", "last"], printed.Log);
    }

    [PythonFact]
    public async Task However_much_it_writes_the_end_of_it_is_kept()
    {
        var result = await Project.InvokeAsync("python", $$"""{"does": "print", "lines": 30000, "more": "{{new string('x', 1_000)}}"}""");

        Assert.Null(result.Failure);
        Assert.Matches(@"^… \d+ earlier lines \(\d+ bytes\) were dropped$", result.Log[0]);
        Assert.Equal("last", result.Log[^1]);
        Assert.StartsWith("line 29999 x", result.Log[^2], StringComparison.Ordinal);
        Assert.InRange(result.Log.Skip(1).Sum(line => line.Length + 1), 500_000, 1 << 20);
    }

    [PythonTheory]
    [InlineData("python", """{"does": "raise", "what": "gone"}""", "WEIR6512", "KeyError: 'gone'")]
    [InlineData("python", """{"does": "exit", "code": 0}""", "WEIR6515", "ended with exit code 0 before it answered")]
    [InlineData("python", """{"does": "exit", "code": 7}""", "WEIR6515", "ended with exit code 7")]
    [InlineData("python", """{"does": "return", "bytes": 7000000}""", "WEIR6517", "more than 6 MB")]
    [InlineData("hasty", """{"does": "hang"}""", "WEIR6513", "did not answer within 0.5 s")]
    [InlineData("small", """{"does": "eat", "bytes": 400000000}""", "WEIR6514", "more than its 64 MB")]
    [InlineData("broken", "{}", "WEIR6510", "ModuleNotFoundError: No module named 'nothing_of_that_name'")]
    [InlineData("without", "{}", "WEIR6510", "Handler 'handler' missing on module 'handler'")]
    [InlineData("dead", "{}", "WEIR6511", "ended with exit code 3 before it asked")]
    [InlineData("raw", """{"does": "text"}""", "WEIR6516", "not JSON")]
    [InlineData("raw", """{"does": "nothing"}""", "WEIR6516", "nothing at all")]
    [InlineData("raw", """{"does": "too much"}""", "WEIR6517", "more than 6 MB")]
    [InlineData("raw", """{"does": "skip"}""", "WEIR6518", "without answering")]
    [InlineData("common", """{"fail": "on purpose"}""", "WEIR6512", "TypeError: on purpose")]
    [InlineData("plain", """{"throw": "at once"}""", "WEIR6512", "RangeError: at once")]
    [InlineData("noexport", "{}", "WEIR6510", "Runtime.HandlerNotFound: index.handler is undefined or not exported")]
    public async Task What_goes_wrong_is_told_and_the_next_event_is_served(string name, string payload, string code, string saying)
    {
        var result = await Project.InvokeAsync(name, payload);

        Assert.Equal(code, result.Failure?.Code);
        Assert.Contains(saying, result.Failure!.Message, StringComparison.Ordinal);
        if (name is "python" or "raw" or "common" or "plain" or "hasty" or "small")
        {
            await Project.AnswerAsync(name, """{"does": "well"}""");
        }
    }

    [PythonFact]
    public async Task An_error_is_told_as_lambda_does()
    {
        var python = await Project.InvokeAsync("python", """{"does": "raise", "what": "gone"}""");
        var node = await Project.InvokeAsync("plain", """{"throw": "at once"}""");

        using var error = JsonDocument.Parse(python.Answer);
        Assert.Equal(("'gone'", "KeyError", python.RequestId), (Text(error.RootElement, "errorMessage"), Text(error.RootElement, "errorType"), Text(error.RootElement, "requestId")));
        Assert.Contains("in handler", Assert.Single(error.RootElement.GetProperty("stackTrace").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal("[ERROR] KeyError: 'gone'", python.Log[0]);
        using var thrown = JsonDocument.Parse(node.Answer);
        Assert.Equal(("at once", "RangeError"), (Text(thrown.RootElement, "errorMessage"), Text(thrown.RootElement, "errorType")));
        Assert.Contains("RangeError: at once", node.Log[0], StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task A_second_answer_is_refused_and_the_first_one_stands()
    {
        var first = await Project.InvokeAsync("raw", """{"does": "twice"}""");
        var next = await Project.InvokeAsync("raw", """{"does": "well"}""");

        Assert.Equal("\"first\"", System.Text.Encoding.UTF8.GetString(first.Answer.Span));
        Assert.Null(first.Failure);
        Assert.Equal("second: 403 InvalidStateTransition", Assert.Single([.. first.Log, .. next.Log], line => line.StartsWith("second", StringComparison.Ordinal)));
        Assert.Single([.. first.Log, .. next.Log], line => line.StartsWith("WEIR6519", StringComparison.Ordinal));
    }

    [PythonFact]
    public async Task Nobody_answers_an_event_that_it_was_not_given()
    {
        var answer = await Project.AnswerAsync("raw", """{"does": "another"}""");

        Assert.Equal("InvalidRequestID", Text(answer, "errorType"));
    }

    [PythonFact]
    public async Task An_answer_may_come_in_chunks() =>
        Assert.Equal("chunks", Text(await Project.AnswerAsync("raw", """{"does": "chunks"}"""), "in"));

    [Fact]
    public async Task Node_is_called_as_on_lambda()
    {
        var module = await Project.AnswerAsync("module", """{"n": 4}""");
        var again = await Project.InvokeAsync("module", """{"n": 4}""");

        Assert.Equal((4, true), (module.GetProperty("n").GetInt32(), module.GetProperty("left").GetBoolean()));
        Assert.EndsWith(":function:module", Text(module, "arn"), StringComparison.Ordinal);
        Assert.Equal(["said"], again.Log);
        Assert.Equal("b", Text(await Project.AnswerAsync("common"), "base"));
        Assert.Equal("an ES module", (await Project.AnswerAsync("esm")).GetString());
        Assert.Equal(JsonValueKind.Null, (await Project.AnswerAsync("plain")).ValueKind);
        Assert.Equal("x", (await Project.AnswerAsync("plain", """{"value": "x"}""")).GetString());
    }

    [Fact]
    public async Task Files_are_named_by_the_clients_context() =>
        Assert.Equal(["a.txt hello!"], await Project.FilesAsync("files", """{"more": "!"}""", "in.txt", "hello"));

    [Theory]
    [InlineData("gone", "{}", "WEIR6501")]
    [InlineData("python", "", "WEIR6520")]
    [InlineData("python", "{", "WEIR6520")]
    [InlineData("python", "{} {}", "WEIR6520")]
    public async Task A_call_that_cannot_be_right_is_refused(string name, string payload, string code) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(() => Project.InvokeAsync(name, payload))).Failure.Code);

    [PythonFact]
    public async Task An_event_is_six_megabytes_at_most()
    {
        var largest = "\"" + new string('x', (6 << 20) - 2) + "\"";

        Assert.Equal("WEIR6520", (await Assert.ThrowsAsync<RefusedException>(() => Project.InvokeAsync("module", largest + " "))).Failure.Code);
        Assert.Null((await Project.InvokeAsync("module", largest)).Failure);
    }

    [PythonFact]
    public async Task Whoever_gives_up_has_the_worker_killed_with_all_that_it_started()
    {
        var file = Path.Combine(Project.Folder, "left");
        using var patience = new CancellationTokenSource();
        var invocation = Project.InvokeAsync("two", $$"""{"does": "leave", "file": "{{file}}"}""", patience.Token);
        await Processes.WhenAsync(() => File.Exists(file));

        await patience.CancelAsync();

        Assert.True((await invocation).IsBrokenOff);
        foreach (var pid in (await File.ReadAllTextAsync(file)).Split(' '))
        {
            await Processes.WhenAsync(() => !Processes.IsAlive(pid));
        }

        Assert.Equal("two", Text(await Project.AnswerAsync("two"), "name"));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
