using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir unload LOAD...</c>.</summary>
internal sealed class UnloadCommand : OperationsCommand
{
    private readonly Argument<long[]> _loads = new("loads")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "The loads, by the numbers that 'weir loads' lists.",
        HelpName = "LOAD...",
        CustomParser = Ids.Parse("unload", "weir loads"),
    };

    public UnloadCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("unload", "Takes exactly the rows that loads published out of their tables.", terminal, common, access)
    {
        Synopsis = "LOAD...";
        Remarks = "The files stay where they are, and are loaded again when they land again. What their rows had taken the place of,\n"
            + "in tables with merge or scd2, comes back. In tables with replace it is not kept: their loads cannot be unloaded.";
        Examples = [new("weir unload 17", "the rows of one load"), new("weir unload 17 18 19", "those of several, one after the other")];
        Arguments.Add(_loads);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var unloaded = new List<UnloadedLoad>();
        foreach (var load in call.GetRequiredValue(_loads))
        {
            var done = await opened.Operations.UnloadAsync(load, cancellationToken);
            unloaded.Add(done);
            if (!call.GetValue(Common.Json))
            {
                Terminal.Out.WriteLine(
                    $"{Terminal.Ink.Green("unloaded")} {Quantity.Of(done.RowsRemoved, "row")} of {done.File} from {done.Table}");
            }
        }

        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, unloaded, OperationsJson.Default.UnloadedLoad);
        }

        return ExitCodes.Fine;
    }
}
