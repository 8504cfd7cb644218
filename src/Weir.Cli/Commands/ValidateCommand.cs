using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Failures;
using Weir.Local.Secrets;
using Weir.Project;
using Weir.Project.Testing;
using Weir.Projects;

namespace Weir.Cli.Commands;

/// <summary><c>weir validate</c>.</summary>
internal sealed class ValidateCommand : WeirCommand
{
    private readonly Terminal _terminal;
    private readonly CommonOptions _common;

    public ValidateCommand(Terminal terminal, CommonOptions common)
        : base("validate", "Finds every mistake in the project, each with its place and its fix. Needs no network.")
    {
        (_terminal, _common) = (terminal, common);
        Examples =
        [
            new("weir validate", "the project in this folder"),
            new("weir validate --json", "mistakes as an array: file, line, column, code, message, hint"),
        ];
        Options.Add(common.Json);
    }

    public override async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var place = _common.PlaceOf(call);
        var read = ProjectReader.Read(place.Folder, place.Environment);
        var (tests, mistakes) = TestFiles.Read(place.Folder, read.Definition);
        IReadOnlyList<Diagnostic> all = [.. read.Diagnostics, .. mistakes];
        if (call.GetValue(_common.Json))
        {
            RecordPrinter.PrintJson(_terminal, all.Select(Mistake.Of), CliJson.Default.Mistake);
        }
        else if (read.Definition is { } project && mistakes.Count == 0)
        {
            PrintSound(project, tests.Count);
        }
        else
        {
            new DiagnosticPrinter(_terminal, place.Folder).Print(all);
        }

        WarnOfSecrets(read.Definition, place);
        await WarnAsync(place, cancellationToken);
        return all.Count == 0 ? ExitCodes.Fine : ExitCodes.Wrong;
    }

    /// <summary>Secrets that nobody has are no mistake of the project: they may be set where it runs.</summary>
    private void WarnOfSecrets(ProjectDefinition? project, ProjectPlace place)
    {
        var finder = LocalSecrets.Of(place.Folder, place.Environment, _terminal.Masks, _terminal.Time);
        foreach (var (name, tenant, by) in project is null ? [] : SecretListCommand.NeededBy(project))
        {
            try
            {
                if (finder.Locate(name, tenant) is null)
                {
                    var missing = finder.Missing(name, tenant);
                    FailurePrinter.Warn(missing with { Message = $"{missing.Message} It is named by {string.Join(", ", by)}." }, _terminal);
                }
            }
            catch (WeirException unknown)
            {
                // One notice for all: what is asked for the next ones is asked in the same places.
                FailurePrinter.Warn(unknown.Failure, _terminal);
                return;
            }
        }
    }

    /// <summary>Whoever validates a change may think that it is taken.</summary>
    private async Task WarnAsync(ProjectPlace place, CancellationToken cancellationToken)
    {
        if (await EnvironmentAccess.ConnectAsync(place, cancellationToken) is { } running)
        {
            await using (running)
            {
                if (await EnvironmentAccess.DifferenceAsync(place, running, cancellationToken) is { } difference)
                {
                    FailurePrinter.Warn(difference, _terminal);
                }
            }
        }
    }

    private void PrintSound(ProjectDefinition project, int tests) => _terminal.Out.WriteLine(
        $"{_terminal.Ink.Green("sound")} {project.Name}: {Quantity.Of(project.Buckets.Count, "bucket")}, "
        + $"{Quantity.Of(project.Pipelines.Count, "pipeline")}, {Quantity.Of(project.Tables.Count, "table")}{(tests == 0 ? "" : $", {Quantity.Of(tests, "test")}")} "
        + _terminal.Ink.Dim($"(revision {project.Revision})"));
}
