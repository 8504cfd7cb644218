using System.Text.Json;

using Weir.Buckets;
using Weir.Runs;
using Weir.Tests.Functions;

namespace Weir.Tests.Flow;

/// <summary>Functions as steps of pipelines: what they get, and what becomes of what they give.</summary>
public sealed class FunctionStepTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-function-steps-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [PythonFact]
    public async Task The_event_comes_as_aws_has_it_and_the_answer_is_for_later_steps()
    {
        await using var world = await StartAsync(
            """
            def handler(event, context):
                print("got", context.function_name)
                record = event["Records"][0]
                return {"key": record["s3"]["object"]["key"], "size": record["s3"]["object"]["size"], "to": {"name": "b.txt"}, "no": None}
            """,
            """
                  - name: look-in
                    function: f
                  - copy: { from: "{{event.bucket}}/{{event.key}}", to: "out/{{steps.look-in.outputs.to.name}}" }
                  - name: again
                    function: f
                    input: { Records: [ { s3: { object: { key: "{{steps.look-in.outputs.key}}!", size: 2.5 } } } ], on: true, off: null, all: "{{steps.look-in.outputs}}" }
            """);

        await world.PutAsync("raw/a b.txt", "hello");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        Assert.Equal(
            [
                "look-in Succeeded {\"key\": \"a+b.txt\", \"size\": 5, \"to\": {\"name\": \"b.txt\"}, \"no\": null} got f",
                "copy-2 Succeeded  ",
                "again Succeeded {\"key\": \"a+b.txt!\", \"size\": 2.5, \"to\": {\"name\": \"b.txt\"}, \"no\": null} got f",
            ],
            steps.Select(step => $"{step.Step} {step.State} {step.Output} {step.Log}"));
        Assert.Equal("hello", await TextAsync(world, "out/b.txt"));
    }

    [PythonFact]
    public async Task What_is_written_is_kept_as_long_as_the_function_or_the_project_says()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "functions/own"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "functions/own/handler.py"), "def handler(event, context):\n    print('own')\n    raise Exception('no')\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "functions/own/function.yaml"), "log_retention: 1h\n");
        await using var world = await StartAsync(
            "def handler(event, context):\n    print('as the project says')\n",
            """
                  - { name: asked, function: f }
                  - { name: shell, shell: "echo written" }
                  - { name: quiet, shell: "true" }
                  - { name: own, function: own, continue_on_error: true }
            """,
            "log_retention: 3d");

        await world.PutAsync("raw/a.txt", "hello");
        await world.WhenIdleAsync();

        Assert.Equal(
            ["asked 3.00:00:00", "shell 3.00:00:00", "quiet ", "own 01:00:00"],
            (await StepsAsync(world)).Select(step => $"{step.Step} {step.LogUntil - step.FinishedAt}"));
    }

    [PythonTheory]
    [InlineData("sqs", "json.loads(record['body'])")]
    [InlineData("sqs_sns", "json.loads(json.loads(record['body'])['Message'])")]
    public async Task In_the_envelope_of_a_queue_a_message_may_fail_and_comes_again(string envelope, string within)
    {
        await using var world = await StartAsync(
            $$"""
            import json
            def handler(event, context):
                record = event["Records"][0]
                if record["attributes"]["ApproximateReceiveCount"] == "1":
                    print("not yet")
                    return {"batchItemFailures": [{"itemIdentifier": record["messageId"]}]}
                key = {{within}}["Records"][0]["s3"]["object"]["key"]
                return {"key": key, "request": context.aws_request_id, "batchItemFailures": []}
            """,
            $"      - function: f\n        envelope: {envelope}\n");

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        Assert.Equal([StepState.Failed, StepState.Succeeded], steps.Select(step => step.State));
        Assert.Equal(("WEIR6522", "not yet"), (steps[0].Failure!.Code, steps[0].Log));
        using var answer = JsonDocument.Parse(steps[1].Output!);
        Assert.Equal("a", answer.RootElement.GetProperty("key").GetString());
        Assert.Equal(steps[1].RunId.IdempotencyKeyOf("function-1"), answer.RootElement.GetProperty("request").GetString());
    }

    [PythonFact]
    public async Task Files_go_in_and_those_that_it_leaves_land_together()
    {
        await using var world = await StartAsync(
            """
            import os
            def handler(event, context):
                files = context.client_context.custom
                text = open(files["from"]).read()
                os.makedirs(files["to"] + "/deep")
                for name in ("1.txt", "deep/2.txt"):
                    with open(os.path.join(files["to"], name), "w") as file:
                        file.write(text.upper())
                os.symlink("/etc/passwd", files["to"] + "/link")
                os.mkfifo(files["to"] + "/pipe")
                if "bad" in text:
                    raise ValueError("bad")
                return os.path.basename(files["from"])
            """,
            """
                  - function: f
                    from: "{{event.bucket}}/{{event.key}}"
                    to: "out/{{event.stem}}/"
            """);

        await world.PutAsync("raw/in/grüße.txt", "hello");
        await world.PutAsync("raw/in/bad.txt", "bad");
        await world.WhenIdleAsync();

        var landed = await world.Environment.Objects.ListAsync("out", "", null, 10, default);
        Assert.Equal(["out/grüße/1.txt", "out/grüße/deep/2.txt", "out/grüße/pipe"], landed.Select(o => o.Name.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("HELLO", await TextAsync(world, "out/grüße/deep/2.txt"));
        Assert.Equal(0, landed.Single(o => o.Name.Key.EndsWith("pipe", StringComparison.Ordinal)).Size);
        var runs = await world.Environment.Runs.ListAsync(10, default);
        Assert.Equal(["\"grüße.txt\""], (await world.Environment.Runs.StepsAsync(runs.Single(r => r.State == RunState.Succeeded).Id, default)).Select(s => s.Output));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder, ".weir/functions/.scratch"), "to", SearchOption.AllDirectories));
    }

    [PythonFact]
    public async Task One_that_fails_is_tried_again_and_becomes_a_dead_letter()
    {
        await using var world = await StartAsync(
            """
            def handler(event, context):
                print("trying")
                raise KeyError("gone")
            """,
            "      - function: f\n");

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        Assert.Equal([StepState.Failed, StepState.Failed, StepState.Failed], steps.Select(step => step.State));
        Assert.All(steps, step => Assert.Equal("The function 'f' failed: KeyError: 'gone'", step.Failure!.Message));
        Assert.All(steps, step => Assert.StartsWith("trying\n[ERROR] KeyError: 'gone'", step.Log, StringComparison.Ordinal));
        Assert.Equal("WEIR6512", Assert.Single(await world.Environment.DeadLetters.ListAsync(10, default)).Failure.Code);
    }

    [PythonFact]
    public async Task An_answer_that_is_too_long_is_not_kept_and_nobody_can_name_it()
    {
        await using var world = await StartAsync(
            "def handler(event, context):\n    return {'x': 'y' * 300_000}\n",
            "      - name: big\n        function: f\n      - delete: \"out/{{steps.big.outputs.x}}\"\n");

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        Assert.Equal((StepState.Succeeded, null), (steps[0].State, steps[0].Output));
        Assert.Equal("… the answer has 300009 bytes and is not kept: an output has 256 KB at the most", steps[0].Log);
        Assert.Equal("WEIR5001", steps[1].Failure!.Code);
    }

    [PythonFact]
    public async Task An_answer_that_is_nested_too_deep_is_not_kept()
    {
        await using var world = await StartAsync("import json\ndef handler(event, context):\n    return json.loads('[' * 60 + ']' * 60)\n", "      - function: f\n");

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        var step = Assert.Single(await StepsAsync(world));
        Assert.Equal((StepState.Succeeded, null), (step.State, step.Output));
    }

    [PythonFact]
    public async Task Files_that_cannot_be_taken_are_a_failure_of_the_function()
    {
        await using var world = await StartAsync(
            """
            import os
            def handler(event, context):
                os.rmdir(context.client_context.custom["to"])
            """,
            "      - function: f\n        to: out/\n");

        await world.PutAsync("raw/a", "hello");
        await world.WhenIdleAsync();

        Assert.All(await StepsAsync(world), step => Assert.Equal("WEIR6523", step.Failure!.Code));
    }

    [PythonFact]
    public async Task A_step_gives_its_function_variables_and_warm_processes_serve_those_with_the_same_ones()
    {
        await using var world = await StartAsync(
            """
            import os
            calls = 0
            def handler(event, context):
                global calls
                calls += 1
                return f"{os.environ.get('WHO', 'nobody')} {calls}"
            """,
            """
                  - { name: a, function: f, env: { WHO: "{{event.key}}" } }
                  - { name: b, function: f }
                  - { name: c, function: f, env: { WHO: "{{event.name}}" } }
                  - { name: d, function: f, env: { WHO: other } }
                  - { name: e, function: f }
            """,
            settings: "concurrency: 2\n");

        await world.PutAsync("raw/x", "hello");
        await world.WhenIdleAsync();

        // The process that idled longest makes room for the third kind.
        Assert.Equal(["a \"x 1\"", "b \"nobody 1\"", "c \"x 2\"", "d \"other 1\"", "e \"nobody 1\""], (await StepsAsync(world)).Select(step => $"{step.Step} {step.Output}"));
    }

    [PythonFact]
    public async Task Values_are_handed_on_as_what_they_are()
    {
        await using var world = await StartAsync(
            """
            def handler(event, context):
                return event if event.get("list") is None else {"type": str(type(event["list"]).__name__), **event}
            """,
            """
                  - { name: a, sql: "SELECT 1 AS n, 0.5 AS half, [1, 2] AS l UNION ALL SELECT 2, 1.5, [3] ORDER BY n" }
                  - name: b
                    function: f
                    input: { list: "{{json steps.a.outputs.rows}}", half: "{{json steps.a.outputs.row.half}}", text: "{{json event.key}}", l: "is {{json steps.a.outputs.row.l}}" }
                  - { name: c, sql: "SELECT {{literal steps.a.outputs.row.half}} + 1 AS more" }
            """);

        await world.PutAsync("raw/x", "hello");
        await world.WhenIdleAsync();

        var steps = await StepsAsync(world);
        Assert.Equal(
            "{\"type\": \"list\", \"list\": [{\"n\": 1, \"half\": 0.5, \"l\": [1, 2]}, {\"n\": 2, \"half\": 1.5, \"l\": [3]}], \"half\": 0.5, \"text\": \"x\", \"l\": \"is [1,2]\"}",
            steps[1].Output);
        Assert.Equal("{\"row_count\":1,\"row\":{\"more\":1.5},\"rows\":[{\"more\":1.5}]}", steps[2].Output);
    }

    [PythonFact]
    public async Task One_whose_run_is_cancelled_may_tidy_up_and_what_it_wrote_is_kept()
    {
        var began = Path.Combine(_folder, "began");
        await using var world = await StartAsync(
            $$"""
            import os, signal, time
            def tidy(number, frame):
                print("tidied up", flush=True)
                os._exit(0)
            signal.signal(signal.SIGTERM, tidy)
            def handler(event, context):
                print("began", flush=True)
                open("{{began}}", "w").close()
                time.sleep(1000)
            """,
            "      - function: f\n");
        await world.PutAsync("raw/a", "hello");
        await Processes.WhenAsync(() => File.Exists(began));

        var run = RunId.Of((await world.Environment.Events.ListAsync(1, null, default))[0].Event.Id, "p");
        await world.Environment.Signals.SendAsync([new RunSignal { RunId = run, Kind = RunSignalKind.Cancel, Time = DateTimeOffset.UtcNow }], default);
        await world.WhenIdleAsync();

        var step = Assert.Single(await StepsAsync(world));
        Assert.Equal((StepState.Cancelled, "began\ntidied up"), (step.State, step.Log));
    }

    private static async Task<IReadOnlyList<StepRecord>> StepsAsync(World world) =>
        await world.Environment.Runs.StepsAsync(Assert.Single(await world.Environment.Runs.ListAsync(10, default)).Id, default);

    private static async Task<string> TextAsync(World world, string name)
    {
        var found = await world.Environment.Objects.FindAsync(new ObjectName(name.Split('/')[0], name.Split('/', 2)[1]), default);
        using var reader = new StreamReader(world.Environment.Objects.OpenRead(found!));
        return await reader.ReadToEndAsync();
    }

    /// <summary>A project with one function <c>f</c> and one pipeline over <c>raw</c>.</summary>
    private async Task<World> StartAsync(string handler, string steps, string more = "", string? settings = null)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "functions/f"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "functions/f/handler.py"), handler);
        if (settings is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "functions/f/function.yaml"), settings);
        }

        return await World.StartAsync(
            $$"""
            project: p
            {{more}}
            buckets: { raw: {}, out: {} }
            pipelines:
              p:
                triggers: [ { object_created: raw/** } ]
                retry: { max_attempts: 3, interval: 1ms }
                steps:
            {{steps}}
            """,
            _folder);
    }
}
