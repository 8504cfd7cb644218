using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Terminals;
using Weir.Server.Access.Accounts;

namespace Weir.Cli.Commands;

/// <summary><c>weir user add NAME</c>.</summary>
internal sealed class UserAddCommand : OperationsCommand
{
    private readonly Argument<string> _name = Accounts.Name("user");
    private readonly Option<string> _role = Accounts.Role();
    private readonly Option<string[]> _tenants = Accounts.Tenants();

    public UserAddCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("add", "Adds somebody who signs in to the dashboard with a name and a password.", terminal, common, access)
    {
        Group = Accounts.Users;
        Synopsis = "NAME";
        Remarks = "The password is asked for without showing it, or comes from standard input; it has 12 characters at the least. It is kept as a hash. "
            + "A viewer looks at everything, an operator runs, repeats, cancels, redrives, approves, uploads and unloads, an admin says who may do what.";
        Examples =
        [
            new("weir user add ada --role operator", "asks for the password"),
            new("weir user add ben --tenant acme < password.txt", "a viewer of what is acme's alone"),
        ];
        Arguments.Add(_name);
        Options.Add(_role);
        Options.Add(_tenants);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var (name, role, tenants) = (call.GetRequiredValue(_name), call.GetRequiredValue(_role), Accounts.TenantsOf(call, _tenants));
        var password = await Accounts.AskPasswordAsync(Terminal, name, cancellationToken);
        await opened.Accounts.AddUserAsync(new UserOrder(name, role, password, tenants), cancellationToken);
        Terminal.Out.WriteLine($"{Terminal.Ink.Green("added")} {name} ({Accounts.Rights(role, tenants)})");
        return ExitCodes.Fine;
    }
}
