using System.Globalization;

using Weir.Failures;
using Weir.Projects;
using Weir.Testing;

namespace Weir.Cli.Testing;

/// <summary>Runs tests of a project, side by side, each on throw-away state.</summary>
/// <param name="folder">The project's folder, which is only read.</param>
/// <param name="project">The project.</param>
/// <param name="time">The clock of the machine.</param>
internal sealed class ProjectTester(string folder, ProjectDefinition project, TimeProvider time)
{
    /// <summary>Runs tests.</summary>
    /// <param name="tests">The tests.</param>
    /// <param name="sideBySide">How many run at a time.</param>
    /// <param name="ended">Is told of each test as it ends, by its place. One at a time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(IReadOnlyList<ProjectTest> tests, int sideBySide, Action<int, TestResult> ended, CancellationToken cancellationToken)
    {
        var root = Directory.CreateTempSubdirectory("weir-test-").FullName;
        var gate = new Lock();
        try
        {
            await Parallel.ForAsync(
                0,
                tests.Count,
                new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = cancellationToken },
                async (at, token) =>
                {
                    var scratch = Path.Combine(root, at.ToString(CultureInfo.InvariantCulture));
                    var result = await RunAsync(tests[at], scratch, Path.Combine(root, "packages"), token);
                    Delete(scratch);
                    lock (gate)
                    {
                        ended(at, result);
                    }
                });
        }
        finally
        {
            Delete(root);
        }
    }

    private async Task<TestResult> RunAsync(ProjectTest test, string scratch, string packages, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var late = new CancellationTokenSource(test.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var differences = new List<TestDifference>();
        try
        {
            Directory.CreateDirectory(scratch);
            await using var world = await TestWorld.StartAsync(folder, project, test, scratch, packages, either.Token);
            await RunAsync(test, world, differences, cancellationToken, either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            differences.Add(Late(test, test.Line, []));
        }
        catch (WeirException refused)
        {
            differences.Add(Told(test.Line, refused.Failure));
        }

        return new TestResult(
            test.File, test.Line, test.Name, differences.Count == 0 ? TestResult.Passed : TestResult.Failed, Math.Round(time.GetElapsedTime(start).TotalSeconds, 3), differences);
    }

    private static async Task RunAsync(ProjectTest test, TestWorld world, List<TestDifference> differences, CancellationToken stop, CancellationToken cancellationToken)
    {
        var clock = new TestTime(world);
        var (acts, expectations) = (new ActRunner(world, clock), new Expectations(world, test));
        await clock.RestAsync(cancellationToken);
        foreach (var act in test.Acts)
        {
            try
            {
                differences.AddRange(act is TestAct.Expect expect
                    ? await expectations.LookAsync(expect, cancellationToken)
                    : await acts.DoAsync(act, cancellationToken));
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                differences.Add(Late(test, act.Line, world.Observer.Troubles));
                return;
            }
            catch (WeirException refused)
            {
                differences.Add(Told(act.Line, refused.Failure));
                return;
            }

            if (differences.Count > 0)
            {
                // What comes after would only tell of the same again.
                return;
            }
        }
    }

    private static TestDifference Late(ProjectTest test, int line, IReadOnlyList<string> troubles) => Told(line, new Failure(
        "WEIR7205",
        string.Create(CultureInfo.InvariantCulture, $"The test had not ended after {test.Timeout.TotalSeconds:0.###} s."),
        "See what a step waits for outside of Weir; give the test a longer 'timeout'.")) with
    {
        Found = troubles,
    };

    private static TestDifference Told(int line, Failure failure) => new(line, $"{failure.Code} {failure.Message}") { Hint = failure.Hint };

    private static void Delete(string scratch)
    {
        try
        {
            Directory.Delete(scratch, recursive: true);
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            // A process that a test left may still write there; the system clears its temporary folder.
        }
    }
}
