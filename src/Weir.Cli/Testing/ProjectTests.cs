using Weir.Cli.Composition;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Failures;
using Weir.Project;
using Weir.Project.Testing;

namespace Weir.Cli.Testing;

/// <summary><c>weir test --project</c>: reads the tests of a project, runs them and prints how they went.</summary>
/// <param name="terminal">Where.</param>
internal sealed class ProjectTests(Terminal terminal)
{
    /// <summary>Runs tests.</summary>
    /// <param name="place">The project.</param>
    /// <param name="filter">A part of the tests' names or files; all tests when none.</param>
    /// <param name="sideBySide">How many run at a time.</param>
    /// <param name="json">Whether programs read the output.</param>
    /// <param name="report">Where a report in JUnit's XML goes; nowhere when none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether all passed.</returns>
    /// <exception cref="WrongProjectException">The project or its tests have mistakes.</exception>
    /// <exception cref="RefusedException">WEIR7201: there are no such tests. WEIR7202: the report cannot be written.</exception>
    public async Task<bool> RunAsync(ProjectPlace place, string? filter, int sideBySide, bool json, string? report, CancellationToken cancellationToken)
    {
        var read = ProjectReader.Read(place.Folder, place.Environment);
        var (all, mistakes) = TestFiles.Read(place.Folder, read.Definition);
        if (read.Definition is not { } project || mistakes.Count > 0)
        {
            throw new WrongProjectException(place.Folder, [.. read.Diagnostics, .. mistakes]);
        }

        var tests = all.Where(test => filter is null || $"{test.File} {test.Name}".Contains(filter, StringComparison.OrdinalIgnoreCase)).ToList();
        if (tests.Count == 0)
        {
            throw new RefusedException(all.Count == 0
                ? new Failure("WEIR7201", $"The project in {place.Folder} has no tests.", "Write some in tests/NAME.yaml: docs/guides/testing.md shows how.")
                : new Failure("WEIR7201", $"None of the {all.Count} tests has '{filter}' in its name or file.", "Leave out --filter to run all of them."));
        }

        var start = terminal.Time.GetTimestamp();
        var results = new TestResult?[tests.Count];
        var (printed, failed) = (0, 0);
        using (var status = new StatusLine(terminal))
        {
            status.Show($"{Quantity.Of(tests.Count, "test")} under way");
            await new ProjectTester(place.Folder, project, terminal.Time).RunAsync(tests, sideBySide, Ended, cancellationToken);

            void Ended(int at, TestResult result)
            {
                results[at] = result;
                failed += result.Outcome == TestResult.Failed ? 1 : 0;
                status.Clear();
                while (!json && printed < results.Length && results[printed] is { } next)
                {
                    TestPrinter.Print(terminal, next);
                    printed++;
                }

                terminal.Out.Flush();
                status.Show($"{results.Count(each => each is not null)} of {Quantity.Of(tests.Count, "test")}, {failed} failed");
            }
        }

        var ended = results.OfType<TestResult>().ToList();
        if (report is not null)
        {
            JUnitReport.Write(report, project.Name, ended);
        }

        if (json)
        {
            RecordPrinter.PrintJson(terminal, ended, CliJson.Default.TestResult);
        }
        else
        {
            TestPrinter.PrintTotals(terminal, ended, terminal.Time.GetElapsedTime(start));
        }

        return failed == 0;
    }
}
