using System.Diagnostics;
using System.Globalization;

using Weir.Local.Sqlite;
using Weir.Runs;

using Xunit.Abstractions;

namespace Weir.Tests.Reliability;

/// <summary>The whole process is killed, over and over, while runs with all kinds of steps go on or wait.</summary>
public sealed class RunCrashTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1";

    private static readonly int Kills = Number("WEIR_KILLS") ?? (IsLong ? 200 : 5);

    private static readonly int Files = Number("WEIR_FILES") ?? (IsLong ? 60 : 4);

    /// <summary>Commands leave a line each in a file of the test's own, which Weir knows nothing of.</summary>
    private const string Project =
        """
        project: p
        buckets: { raw: {}, out: {}, moved: {} }
        pipelines:
          p:
            triggers: [ { object_created: raw/** } ]
            retry: { max_attempts: 100, interval: 1ms }
            concurrency: { limit: 3 }
            steps:
              - { name: first, shell: MARK }
              - { name: rest, needs: first, wait: 1200ms }
              - { name: copied, needs: first, copy: { from: "{{event.bucket}}/{{event.key}}", to: "out/{{event.key}}" } }
              - { name: moved, needs: copied, move: { from: "out/{{event.key}}", to: "moved/{{event.key}}" } }
              - { name: rows, needs: first, sql: "CREATE OR REPLACE TABLE marks AS SELECT 1 AS n" }
              - { name: grid, needs: first, strategy: { matrix: { v: [one, two] } }, shell: MARK }
              - name: each
                needs: first
                for_each:
                  in: '["x","y","z"]'
                  max_parallel: 2
                  steps:
                    - { name: before, shell: MARK }
                    - { name: pause, wait: 50ms }
                    - { name: after, shell: MARK }
              - { name: child, needs: first, run: child }
              - { name: sure, needs: rest, approve: Really? }
              - { name: flaky, needs: [sure, child, each, grid, rows, moved], retry: { type: fixed, interval: 20ms, max_attempts: 100 }, shell: "echo \"$WEIR_RUN_ID/$WEIR_STEP\" >> MARKS; test -e tried || { touch tried; exit 1; }" }
              - { name: later, schedule: { pipeline: late, in: 100ms } }
              - { name: said, publish: { topic: t, message: x } }
              - { name: skipped, if: "false", shell: MARK }
              - { name: last, shell: MARK }
            always:
              - { name: end, shell: MARK }
          child:
            triggers: [ { manual: true } ]
            retry: { max_attempts: 100, interval: 1ms }
            steps: [ { name: one, shell: MARK }, { name: nap, wait: 30ms }, { name: two, shell: MARK } ]
          late:
            triggers: [ { manual: true } ]
            retry: { max_attempts: 100, interval: 1ms }
            steps: [ { name: only, shell: MARK } ]
          heard:
            triggers: [ { message: t } ]
            retry: { max_attempts: 100, interval: 1ms }
            steps: [ { name: only, shell: MARK } ]

        """;

    /// <summary>What leaves marks in a run of each pipeline.</summary>
    private static readonly Dictionary<string, string[]> Marking = new()
    {
        ["p"] =
        [
            "first", "grid (one)", "grid (two)", "each/1/before", "each/1/after", "each/2/before", "each/2/after", "each/3/before", "each/3/after",
            "flaky", "last", "end",
        ],
        ["child"] = ["one", "two"],
        ["late"] = ["only"],
        ["heard"] = ["only"],
    };

    [Fact]
    public async Task Every_run_ends_and_no_finished_step_is_done_again()
    {
        var seed = Number("WEIR_SEED") ?? Random.Shared.Next();
        output.WriteLine($"WEIR_SEED={seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("weir-run-crash-").FullName;
        var marks = Path.Combine(folder, "marks");
        await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), Project
            .Replace("shell: MARK", "shell: 'echo \"$WEIR_RUN_ID/$WEIR_STEP\" >> MARKS'", StringComparison.Ordinal)
            .Replace("MARKS", marks, StringComparison.Ordinal));
        var finished = new Dictionary<string, int>();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var worker = WorkerProcess.Start(folder);
            Assert.True(await worker.ReadyAsync(), "The worker did not start.");
            if (kill == 0)
            {
                Assert.True(await worker.PutAsync(Enumerable.Range(0, Files).Select(n => ($"raw/{n}.txt", new[] { (byte)'a' }))));
            }

            if (kill % 3 == 1)
            {
                await worker.ApproveAsync("sure");
            }

            await WhenLongerAsync(marks, MarksIn(marks).Count + random.Next(1, 12), TimeSpan.FromMilliseconds(random.Next(100, 1500)));
            await worker.KillAsync();

            // What finished steps had left: from here on there is no more of it.
            var made = MarksIn(marks);
            foreach (var step in Finished(folder))
            {
                finished.TryAdd(step, made.Count(mark => mark == step));
            }
        }

        using (var last = WorkerProcess.Start(folder))
        {
            Assert.True(await last.ReadyAsync(), "The worker did not start.");
            for (var tries = 0; tries == 0 || Scalar(folder, "SELECT count(*) FROM runs WHERE state = 'waiting'") > 0; tries++)
            {
                Assert.True(tries < 200, "Runs wait for ever.");
                await last.WhenIdleAsync();
                await last.ApproveAsync("sure");
            }

            await last.WhenIdleAsync();
            await last.StopAsync();
        }

        var all = MarksIn(marks).CountBy(mark => mark).ToDictionary();
        output.WriteLine($"{finished.Count} steps had finished before a kill; {all.Values.Sum()} marks of {all.Count} steps");
        Assert.All(finished, step => Assert.Equal((step.Key, step.Value), (step.Key, all.GetValueOrDefault(step.Key))));
        Assert.Equal(0, Scalar(folder, "SELECT count(*) FROM runs WHERE state <> 'succeeded'"));
        Assert.Equal(0, Scalar(folder, "SELECT count(*) FROM dead_letters"));
        Assert.Equal(0, Scalar(folder, "SELECT count(*) FROM (SELECT 1 FROM run_steps WHERE state = 'succeeded' GROUP BY run, step HAVING count(*) > 1)"));
        Assert.Equal(Files, Scalar(folder, "SELECT count(*) FROM objects WHERE bucket = 'moved' AND size = 1"));
        var runs = Runs(folder);
        Assert.Equal(4 * Files, runs.Count);
        Assert.All(Marking.Keys, pipeline => Assert.Equal(Files, runs.Count(run => run.Pipeline == pipeline)));
        Assert.Equal(
            runs.SelectMany(run => Marking[run.Pipeline].Select(step => $"{run.Id}/{step}")).Order(StringComparer.Ordinal),
            all.Keys.Order(StringComparer.Ordinal));
        Directory.Delete(folder, recursive: true);
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } number ? int.Parse(number, CultureInfo.InvariantCulture) : null;

    /// <summary>Waits until there are so many marks, or for so long: all may wait.</summary>
    private static async Task WhenLongerAsync(string marks, int count, TimeSpan most)
    {
        var start = Stopwatch.GetTimestamp();
        while (MarksIn(marks).Count < count && Stopwatch.GetElapsedTime(start) < most)
        {
            await Task.Delay(5);
        }
    }

    private static List<string> MarksIn(string file) => File.Exists(file) ? [.. File.ReadAllLines(file)] : [];

    /// <summary>The steps that the state file has as finished, and that leave marks, or would.</summary>
    private static List<string> Finished(string folder)
    {
        using var database = Database.Open(StateOf(folder), readOnly: true);
        using var rows = database.Prepare("SELECT run, step FROM run_steps WHERE state = 'succeeded'");
        var found = new List<string>();
        while (rows.Step())
        {
            found.Add($"{new RunId(rows.Uuid(0))}/{rows.Text(1)}");
        }

        return found;
    }

    private static List<(RunId Id, string Pipeline)> Runs(string folder)
    {
        using var database = Database.Open(StateOf(folder), readOnly: true);
        using var rows = database.Prepare("SELECT id, pipeline FROM runs");
        var found = new List<(RunId, string)>();
        while (rows.Step())
        {
            found.Add((new RunId(rows.Uuid(0)), rows.Text(1)));
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
