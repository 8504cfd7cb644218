using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir dataset create BUCKET/PREFIX FROM...</c>.</summary>
internal sealed class DatasetCreateCommand : OperationsCommand
{
    private readonly Argument<string> _root = Datasets.Root();

    private readonly Argument<string[]> _from = new("from")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "Objects, prefixes with a slash at their end, or patterns. Of what is below BUCKET/PREFIX, names keep what follows it; "
            + "of all else, what follows the folder that the FROM of a bucket have in common.",
        HelpName = "FROM...",
    };

    private readonly Option<string?> _name = new("--name")
    {
        Description = "The second that it is called after, in UTC, such as 20260131_080500_utc: for datasets that were made elsewhere. "
            + "By default this second, or the next free one after the newest.",
        HelpName = "NAME",
    };

    public DatasetCreateCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("create", "Publishes objects as a dataset, all at once. From then on none of it ever changes.", terminal, common, access)
    {
        Group = Datasets.Group;
        Synopsis = "BUCKET/PREFIX FROM...";
        Remarks = "The dataset is BUCKET/PREFIX/datasets/yyyymmdd_hhmmss_utc/. Wherever a path is taken, LATEST stands for the greatest of "
            + "those names.";
        Examples =
        [
            new("weir dataset create raw/acme work/acme/", "all that is under work/acme/"),
            new("weir dataset create raw/acme work/acme/1b/ work/acme/2b/", "what two steps left, as 1b/… and 2b/…"),
            new("weir dataset create raw/acme 'work/acme/{1b,2b}/**.json'", "the JSON of it alone"),
            new("weir dataset create raw/acme raw/acme/datasets/LATEST/ work/acme/more.json", "the newest, and one object more"),
        ];
        Arguments.Add(_root);
        Arguments.Add(_from);
        Options.Add(_name);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var order = new DatasetOrder(call.GetRequiredValue(_root), call.GetRequiredValue(_from), call.GetValue(_name));
        var made = await opened.Operations.CreateDatasetAsync(order, cancellationToken);
        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, made, OperationsJson.Default.ListedDataset);
            return ExitCodes.Fine;
        }

        Terminal.Out.WriteLine($"{Terminal.Ink.Green("published")} {Datasets.About(made, Terminal)}");
        return ExitCodes.Fine;
    }
}
