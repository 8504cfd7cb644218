using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary>A command that builds or calls functions, through a running <c>weir up</c> or by itself. It keeps nobody from the environment.</summary>
internal abstract class FunctionCommand(string name, string description, Terminal terminal, CommonOptions common) : WeirCommand(name, description)
{
    protected Terminal Terminal => terminal;

    protected CommonOptions Common => common;

    public override async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var place = common.PlaceOf(call);
        var running = await EnvironmentAccess.ConnectAsync(place, cancellationToken);
        await using var opened = running is null ? OpenedFunctions.Own(place, terminal.Masks, terminal.Time) : OpenedFunctions.Of(running);
        if (running is not null && await EnvironmentAccess.DifferenceAsync(place, running, cancellationToken) is { } difference)
        {
            FailurePrinter.Warn(difference, terminal);
        }

        return await RunAsync(call, opened.Operations, cancellationToken);
    }

    protected abstract Task<int> RunAsync(ParseResult call, IFunctionOperations functions, CancellationToken cancellationToken);
}
