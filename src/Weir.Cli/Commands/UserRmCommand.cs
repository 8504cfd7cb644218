using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Terminals;

namespace Weir.Cli.Commands;

/// <summary><c>weir user rm NAME</c>.</summary>
internal sealed class UserRmCommand : OperationsCommand
{
    private readonly Argument<string> _name = Accounts.Name("user");

    public UserRmCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("rm", "Removes a user, who is signed out everywhere at once.", terminal, common, access)
    {
        Group = Accounts.Users;
        Synopsis = "NAME";
        Examples = [new("weir user rm ada", "lets ada in no more")];
        Arguments.Add(_name);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var name = call.GetRequiredValue(_name);
        await opened.Accounts.RemoveUserAsync(name, cancellationToken);
        Terminal.Out.WriteLine($"{Terminal.Ink.Green("removed")} {name}");
        return ExitCodes.Fine;
    }
}
