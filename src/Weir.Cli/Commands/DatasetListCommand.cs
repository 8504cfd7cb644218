using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir dataset list BUCKET/PREFIX</c>.</summary>
internal sealed class DatasetListCommand : OperationsCommand
{
    private readonly Argument<string> _root = Datasets.Root();

    private readonly Option<int> _limit = Limits.Option("datasets");

    public DatasetListCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("list", "Lists datasets, the newest first: that one is LATEST.", terminal, common, access)
    {
        Group = Datasets.Group;
        Synopsis = "BUCKET/PREFIX";
        Examples =
        [
            new("weir dataset list raw/acme", "what has been published there"),
            new("weir dataset list raw/acme --limit 1 --json | jq -r '.[0].name'", "the name of the newest"),
        ];
        Arguments.Add(_root);
        Options.Add(_limit);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var root = call.GetRequiredValue(_root);
        var listed = (await opened.Operations.ListDatasetsAsync(root, call.GetValue(_limit), after: null, cancellationToken)).Items;
        Listing.Print(
            Terminal,
            listed,
            call.GetValue(Common.Json),
            OperationsJson.Default.ListedDataset,
            $"No dataset has been published at {root.TrimEnd('/')} yet.",
            [
                new("dataset", d => d.Name),
                new("objects", d => Quantity.Number(d.Objects, Terminal), AlignsRight: true),
                new("size", d => Quantity.Size(d.Bytes, Terminal), AlignsRight: true),
            ]);
        return ExitCodes.Fine;
    }
}
