using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Terminals;

namespace Weir.Cli.Commands;

/// <summary><c>weir user password NAME</c>.</summary>
internal sealed class UserPasswordCommand : OperationsCommand
{
    private readonly Argument<string> _name = Accounts.Name("user");

    public UserPasswordCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("password", "Gives a user another password. The user is signed out everywhere at once.", terminal, common, access)
    {
        Group = Accounts.Users;
        Synopsis = "NAME";
        Examples = [new("weir user password ada", "asks for it"), new("weir user password ada < password.txt", "from a file")];
        Arguments.Add(_name);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var name = call.GetRequiredValue(_name);
        await opened.Accounts.SetPasswordAsync(name, await Accounts.AskPasswordAsync(Terminal, name, cancellationToken), cancellationToken);
        Terminal.Out.WriteLine($"{Terminal.Ink.Green("set")} the password of {name}");
        return ExitCodes.Fine;
    }
}
