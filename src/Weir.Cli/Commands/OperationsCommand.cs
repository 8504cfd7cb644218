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
        await using var opened = await access.OpenAsync(common.PlaceOf(call), cancellationToken);
        return await RunAsync(call, opened, cancellationToken);
    }

    /// <summary>Refuses a call that is wrong before anything is opened for it.</summary>
    protected virtual void Check(ParseResult call)
    {
    }

    protected abstract Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken);
}
