using System.CommandLine;
using System.Globalization;

using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir function list</c>.</summary>
internal sealed class FunctionListCommand : FunctionCommand
{
    public FunctionListCommand(Terminal terminal, CommonOptions common)
        : base("list", "Lists the project's functions.", terminal, common)
    {
        Group = "function";
        Examples = [new("weir function list", "what is called in each, and within what limits")];
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, IFunctionOperations functions, CancellationToken cancellationToken)
    {
        Listing.Print(
            Terminal,
            await functions.ListFunctionsAsync(cancellationToken),
            call.GetValue(Common.Json),
            OperationsJson.Default.ListedFunction,
            "The project has no functions; make a folder functions/NAME with a handler.py or an index.mjs.",
            [
                new("function", f => f.Name, Role: ColumnRole.Yields),
                new("runtime", f => f.Runtime),
                new("handler", f => f.Handler, Role: ColumnRole.Yields),
                new("timeout", f => string.Create(CultureInfo.InvariantCulture, $"{f.TimeoutSeconds:0.###} s"), AlignsRight: true),
                new("memory", f => string.Create(CultureInfo.InvariantCulture, $"{f.MemoryBytes >> 20} MB"), AlignsRight: true),
                new("concurrency", f => f.Concurrency.ToString(CultureInfo.InvariantCulture), AlignsRight: true),
            ]);
        return ExitCodes.Fine;
    }
}
