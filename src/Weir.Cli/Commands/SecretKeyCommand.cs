using System.CommandLine;

using Weir.Cli.Invocation;
using Weir.Cli.Terminals;

namespace Weir.Cli.Commands;

/// <summary><c>weir secret key</c>.</summary>
internal sealed class SecretKeyCommand : WeirCommand
{
    private readonly Terminal _terminal;
    private readonly CommonOptions _common;

    public SecretKeyCommand(Terminal terminal, CommonOptions common)
        : base("key", "Makes the key that an environment's secrets are encrypted with.")
    {
        (_terminal, _common) = (terminal, common);
        Group = Secrets.Group;
        Remarks = "It is in secrets/ENVIRONMENT.key, which only its owner can read and which git does not take. Keep a copy where passwords "
            + "are kept: without it nobody can read the secrets. Elsewhere WEIR_SECRETS_KEY has it, or WEIR_SECRETS_KEY_FILE names a file.";
        Examples = [new("weir secret key --env prod", "secrets/prod.key")];
    }

    public override Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var place = _common.PlaceOf(call);
        Secrets.ProjectOf(place);
        var file = Secrets.FileOf(place, _terminal.Time).MakeKey();
        _terminal.Out.WriteLine($"{_terminal.Ink.Green("made")} {file}: keep a copy where passwords are kept, and commit it never");
        return Task.FromResult(ExitCodes.Fine);
    }
}
