using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Terminals;

namespace Weir.Cli.Commands;

/// <summary>A command that asks or changes an environment, through a running <c>weir up</c> or by itself.</summary>
internal abstract class OperationsCommand(
    string name, string description, Terminal terminal, CommonOptions common, EnvironmentAccess access)
    : WeirCommand(name, description)
{
    protected Terminal Terminal => terminal;

    protected CommonOptions Common => common;

    public override async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        Check(call);
        var place = common.PlaceOf(call);
        await using var opened = await access.OpenAsync(place, cancellationToken);
        if (opened.IsServed && await EnvironmentAccess.DifferenceAsync(place, opened.Operations, cancellationToken) is { } difference)
        {
            FailurePrinter.Warn(difference, terminal);
        }

        return await RunAsync(call, opened, cancellationToken);
    }

    /// <summary>Refuses a call that is wrong before anything is opened for it.</summary>
    protected virtual void Check(ParseResult call)
    {
    }

    protected abstract Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken);
}
