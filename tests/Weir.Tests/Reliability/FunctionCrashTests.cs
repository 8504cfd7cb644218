using System.Globalization;

using Weir.Local.Sqlite;
using Weir.Runs;
using Weir.Tests.Functions;

using Xunit.Abstractions;

namespace Weir.Tests.Reliability;

/// <summary>The whole process is killed, over and over, while its runs call functions.</summary>
public sealed class FunctionCrashTests(ITestOutputHelper output)
{
    private const int Files = 12;

    private static readonly int Kills = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1" ? 100 : 5;

    /// <summary>Each call leaves a line in a file of the test's own, which Weir knows nothing of.</summary>
    private const string Handler =
        """
        import os, time
        def handler(event, context):
            calls = os.open(os.environ["CALLS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(calls, (context.aws_request_id + "\n").encode())
            os.close(calls)
            time.sleep(0.02)
            files = context.client_context.custom if context.client_context else None
            if files:
                with open(files["to"] + "/" + os.path.basename(files["from"]), "w") as file:
                    file.write(open(files["from"]).read().upper())
            return {"n": 1}
        """;

    [PythonFact]
    public async Task Every_run_ends_and_no_finished_call_is_made_again()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("WEIR_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        output.WriteLine($"WEIR_SEED={seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("weir-function-crash-").FullName;
        var calls = Path.Combine(folder, "calls");
        await WriteAsync(folder, calls);
        var finished = new Dictionary<string, int>();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var worker = WorkerProcess.Start(folder);
            Assert.True(await worker.ReadyAsync(), "The worker did not start.");
            if (kill == 0)
            {
                Assert.True(await worker.PutAsync(Enumerable.Range(0, Files).Select(n => ($"raw/{n}.txt", new[] { (byte)'a' }))));
            }

            await WhenLongerAsync(calls, CallsIn(calls).Count + random.Next(2, 8), worker);
            await worker.KillAsync();

            // The calls that finished steps had made: from here on there are no more of them.
            var made = CallsIn(calls);
            foreach (var step in Finished(folder))
            {
                finished.TryAdd(step, made.Count(call => call == step));
            }
        }

        using (var last = WorkerProcess.Start(folder))
        {
            Assert.True(await last.ReadyAsync(), "The worker did not start.");
            await last.WhenIdleAsync();
            await last.StopAsync();
        }

        var all = CallsIn(calls).CountBy(call => call).ToDictionary();
        output.WriteLine($"{finished.Count} steps had finished before a kill; {all.Values.Sum()} calls of {3 * Files} steps");
        Assert.All(finished, step => Assert.Equal(step.Value, all[step.Key]));
        Assert.Equal(3 * Files, all.Count);
        Assert.Equal(3 * Files, Finished(folder).Distinct().Count());
        Assert.Equal(Files, Scalar(folder, "SELECT count(*) FROM runs WHERE state = 'succeeded'"));
        Assert.Equal(Files, Scalar(folder, "SELECT count(*) FROM objects WHERE bucket = 'out' AND size = 1"));
        Assert.Equal(0, Scalar(folder, "SELECT count(*) FROM dead_letters"));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task WriteAsync(string folder, string calls)
    {
        Directory.CreateDirectory(Path.Combine(folder, "functions/f"));
        await File.WriteAllTextAsync(Path.Combine(folder, "functions/f/handler.py"), Handler);
        await File.WriteAllTextAsync(Path.Combine(folder, "functions/f/function.yaml"), $"env: {{ CALLS: {calls} }}\nconcurrency: 2\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "weir.yaml"),
            """
            project: p
            buckets: { raw: {}, out: {} }
            pipelines:
              p:
                triggers: [ { object_created: raw/** } ]
                retry: { max_attempts: 100, interval: 1ms }
                steps:
                  - { name: a, function: f }
                  - { name: b, function: f, from: "{{event.bucket}}/{{event.key}}", to: out/ }
                  - { name: c, function: f, envelope: sqs }
            """);
    }

    /// <summary>Waits until there are so many calls, or until all work is done.</summary>
    private static async Task WhenLongerAsync(string calls, int count, WorkerProcess worker)
    {
        var idle = worker.IsIdleAsync();
        while (CallsIn(calls).Count < count && !idle.IsCompleted)
        {
            await Task.Delay(5);
        }
    }

    private static List<string> CallsIn(string file) => File.Exists(file) ? [.. File.ReadAllLines(file)] : [];

    /// <summary>The request ids of the steps that the state file has as finished.</summary>
    private static List<string> Finished(string folder)
    {
        using var database = Database.Open(StateOf(folder), readOnly: true);
        using var rows = database.Prepare("SELECT run, step FROM run_steps WHERE state = 'succeeded'");
        var found = new List<string>();
        while (rows.Step())
        {
            found.Add(new RunId(rows.Uuid(0)).IdempotencyKeyOf(rows.Text(1)));
        }

        return found;
    }

    private static long Scalar(string folder, string sql)
    {
        using var database = Database.Open(StateOf(folder), readOnly: true);
        return database.Scalar(sql);
    }

    private static string StateOf(string folder) => Path.Combine(folder, ".weir", "local", "state.db");
}
