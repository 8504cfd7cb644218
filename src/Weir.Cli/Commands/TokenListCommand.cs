using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Access.Accounts;

namespace Weir.Cli.Commands;

/// <summary><c>weir token list</c>.</summary>
internal sealed class TokenListCommand : OperationsCommand
{
    public TokenListCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("list", "Lists the tokens of programs; also those that are over, until another takes their name.", terminal, common, access)
    {
        Group = Accounts.Tokens;
        Examples = [new("weir token list", "which there are, and what they open"), new("weir token list --json", "for programs")];
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        Listing.Print(
            Terminal,
            await opened.Accounts.ListTokensAsync(cancellationToken),
            call.GetValue(Common.Json),
            AccountsJson.Default.ListedToken,
            "There are no tokens; 'weir token create NAME' makes one.",
            [
                new("token", token => token.Name, Role: ColumnRole.Yields),
                new("state", token => new Cell(token.State, token.State == "good" ? Tone.Good : Tone.Quiet)),
                new("kind", token => token.Kind),
                new("role", token => token.Role),
                new("tenants", token => token.Tenants is { } tenants ? string.Join(", ", tenants) : new Cell("all", Tone.Quiet), Role: ColumnRole.Yields),
                new("by", token => new Cell(token.CreatedBy ?? "", Tone.Quiet), Role: ColumnRole.Yields),
                new("ends", token => new Cell(token.ExpiresAt is { } end ? Quantity.Time(end, Terminal) : "", Tone.Quiet)),
            ]);
        return ExitCodes.Fine;
    }
}
