using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir dataset delete BUCKET/PREFIX NAME... | --keep N | --older-than AGE</c>.</summary>
internal sealed class DatasetDeleteCommand : OperationsCommand
{
    private readonly Argument<string> _root = Datasets.Root();

    private readonly Argument<string[]> _names = new("names")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "The datasets.",
        HelpName = "NAME...",
    };

    private readonly Option<int?> _keep = new("--keep")
    {
        Description = "Keeps this many of the newest.",
        HelpName = "N",
        CustomParser = ParseCount,
    };

    private readonly Option<TimeSpan?> _olderThan = new("--older-than")
    {
        Description = "Only datasets that are older, such as 30d or 12h. The newest always stays.",
        HelpName = "AGE",
        CustomParser = ParseAge,
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Says which ones would go, and changes nothing." };

    public DatasetDeleteCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("delete", "Takes datasets away, each all at once: those that are named, or that are not to be kept.", terminal, common, access)
    {
        Group = Datasets.Group;
        Synopsis = "BUCKET/PREFIX NAME... | --keep N | --older-than AGE";
        Remarks = "What was loaded from them stays. With both --keep and --older-than a dataset goes when both say so.";
        Examples =
        [
            new("weir dataset delete raw/acme 20260131_080500_utc", "one"),
            new("weir dataset delete raw/acme --keep 10", "all but the newest ten"),
            new("weir dataset delete raw/acme --older-than 30d --dry-run", "which ones are older than a month"),
        ];
        Arguments.Add(_root);
        Arguments.Add(_names);
        Options.Add(_keep);
        Options.Add(_olderThan);
        Options.Add(_dryRun);
        Options.Add(common.Json);
        Validators.Add(Validate);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var isDryRun = call.GetValue(_dryRun);
        var gone = await opened.Operations.DeleteDatasetsAsync(
            new DatasetRemoval
            {
                Root = call.GetRequiredValue(_root),
                Names = call.GetValue(_names) ?? [],
                Keep = call.GetValue(_keep),
                PublishedBefore = call.GetValue(_olderThan) is { } age ? Terminal.Time.GetUtcNow() - age : null,
                IsDryRun = isDryRun,
            },
            cancellationToken);
        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, gone, OperationsJson.Default.ListedDataset);
            return ExitCodes.Fine;
        }

        foreach (var dataset in gone)
        {
            Terminal.Out.WriteLine($"{Terminal.Ink.Green(isDryRun ? "would delete" : "deleted")} {Datasets.About(dataset, Terminal)}");
        }

        Terminal.Out.WriteLine($"{Quantity.Of(gone.Count, "dataset")}, {Quantity.Size(gone.Sum(dataset => dataset.Bytes))}");
        return ExitCodes.Fine;
    }

    private static int? ParseCount(ArgumentResult typed)
    {
        var text = typed.Tokens[^1].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            return count;
        }

        typed.AddError($"--keep takes a number from 1 on, not '{text}'.");
        return null;
    }

    private static TimeSpan? ParseAge(ArgumentResult typed)
    {
        var text = typed.Tokens[^1].Value;
        if (text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100_000)
        {
            TimeSpan? age = text[^1] switch
            {
                's' => TimeSpan.FromSeconds(number),
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                'd' => TimeSpan.FromDays(number),
                _ => null,
            };
            if (age is not null)
            {
                return age;
            }
        }

        typed.AddError($"--older-than takes an age such as 12h or 30d, not '{text}'.");
        return null;
    }

    private void Validate(CommandResult call)
    {
        var hasNames = call.GetResult(_names) is { Tokens.Count: > 0 };
        var hasRule = call.GetResult(_keep) is { Implicit: false } || call.GetResult(_olderThan) is { Implicit: false };
        if (hasNames == hasRule)
        {
            call.AddError("'weir dataset delete' needs either NAME..., or --keep N, --older-than AGE or both.");
        }
    }
}
