using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Access.Accounts;

namespace Weir.Cli.Commands;

/// <summary><c>weir user list</c>.</summary>
internal sealed class UserListCommand : OperationsCommand
{
    public UserListCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("list", "Lists those who sign in with a name and a password.", terminal, common, access)
    {
        Group = Accounts.Users;
        Examples = [new("weir user list", "who may do what")];
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        Listing.Print(
            Terminal,
            await opened.Accounts.ListUsersAsync(cancellationToken),
            call.GetValue(Common.Json),
            AccountsJson.Default.ListedUser,
            "There are no users: this machine's user alone gets in, with 'weir open'.",
            [
                new("user", user => user.Name, Role: ColumnRole.Yields),
                new("role", user => user.Role),
                new("tenants", user => user.Tenants is { } tenants ? string.Join(", ", tenants) : new Cell("all", Tone.Quiet), Role: ColumnRole.Yields),
                new("since", user => new Cell(Quantity.Time(user.CreatedAt, Terminal), Tone.Quiet)),
            ]);
        return ExitCodes.Fine;
    }
}
