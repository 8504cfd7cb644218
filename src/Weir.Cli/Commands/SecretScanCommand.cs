using System.CommandLine;
using System.Globalization;

using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Scanning;
using Weir.Cli.Terminals;
using Weir.Failures;

namespace Weir.Cli.Commands;

/// <summary><c>weir secret scan [PATH...]</c>.</summary>
internal sealed class SecretScanCommand : WeirCommand
{
    private readonly Argument<string[]> _paths = new("paths")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Files and folders; this folder by default.",
        HelpName = "PATH...",
    };

    private readonly Option<bool> _staged = new("--staged") { Description = "Only what is staged for the next commit, as it is staged." };

    private readonly Terminal _terminal;
    private readonly CommonOptions _common;

    public SecretScanCommand(Terminal terminal, CommonOptions common)
        : base("scan", "Finds what looks like a secret in files that are, or would be, committed.")
    {
        (_terminal, _common) = (terminal, common);
        Group = Secrets.Group;
        Synopsis = "[PATH...]";
        Remarks = "Exit code 1 when something is found. Within a git repository it looks into the files that git has or would take. A line with "
            + $"the words {SecretScan.Allow} is left out, and so is what {IgnoredSecrets.FileName} in the current folder lists: a glob of files on each line, "
            + $"alone or with a kind. Kinds are {string.Join(", ", SecretRules.All.Select(rule => rule.Name))}.";
        Examples =
        [
            new("weir secret scan", "this folder"),
            new("weir secret scan --staged", "what a hook calls before each commit"),
            new("weir secret scan --json src config", "an array: file, line, column, rule, message"),
        ];
        Arguments.Add(_paths);
        Options.Add(_staged);
        Options.Add(common.Json);
    }

    public override async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var paths = call.GetValue(_paths) is { Length: > 0 } said ? said : ["."];
        var isStaged = call.GetValue(_staged);
        if (isStaged && call.GetValue(_paths) is { Length: > 0 })
        {
            throw new RefusedException(new Failure("WEIR1001", "--staged looks at all that is staged, and paths were named.", "Leave out one of the two."));
        }

        var ignored = IgnoredSecrets.In(_terminal.CurrentDirectory);
        var files = new ScannedFiles(_terminal.CurrentDirectory);
        var (found, count) = (new List<FoundSecret>(), 0);
        await foreach (var (file, content) in isStaged ? files.StagedAsync(cancellationToken) : files.BelowAsync(paths, ignored, cancellationToken))
        {
            count++;
            found.AddRange(SecretScan.In(file, content).Where(secret => !ignored.Has(secret)));
        }

        Print(found, count, call.GetValue(_common.Json));
        return found.Count == 0 ? ExitCodes.Fine : ExitCodes.Failed;
    }

    private void Print(List<FoundSecret> found, int files, bool asJson)
    {
        if (asJson)
        {
            RecordPrinter.PrintJson(_terminal, found, CliJson.Default.FoundSecret);
            return;
        }

        foreach (var secret in found)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{secret.File}:{secret.Line}:{secret.Column}:");
            _terminal.Out.WriteLine($"{place} {_terminal.Ink.Red(secret.Rule)} {secret.Message}");
        }

        if (found.Count == 0)
        {
            _terminal.Out.WriteLine($"{_terminal.Ink.Green("clean")} {Quantity.Of(files, "file")}");
            return;
        }

        _terminal.Out.WriteLine(
            $"{Quantity.Of(found.Count, "likely secret")} in {Quantity.Of(found.Select(secret => secret.File).Distinct().Count(), "file")}. "
            + $"Set it with 'weir secret set', and change it if others have seen it. What is none: write '{SecretScan.Allow}' on the line, or list the file in {IgnoredSecrets.FileName}.");
    }
}
