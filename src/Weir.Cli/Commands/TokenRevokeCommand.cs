using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Terminals;

namespace Weir.Cli.Commands;

/// <summary><c>weir token revoke NAME</c>.</summary>
internal sealed class TokenRevokeCommand : OperationsCommand
{
    private readonly Argument<string> _name = Accounts.Name("token");

    public TokenRevokeCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("revoke", "Ends a token at once.", terminal, common, access)
    {
        Group = Accounts.Tokens;
        Synopsis = "NAME";
        Examples = [new("weir token revoke ci", "it opens nothing any more")];
        Arguments.Add(_name);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var name = call.GetRequiredValue(_name);
        await opened.Accounts.RevokeTokenAsync(name, cancellationToken);
        Terminal.Out.WriteLine($"{Terminal.Ink.Green("revoked")} {name}");
        return ExitCodes.Fine;
    }
}
