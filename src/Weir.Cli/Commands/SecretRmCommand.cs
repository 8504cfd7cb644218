using System.CommandLine;

using Weir.Cli.Invocation;
using Weir.Cli.Terminals;

namespace Weir.Cli.Commands;

/// <summary><c>weir secret rm NAME</c>.</summary>
internal sealed class SecretRmCommand : WeirCommand
{
    private readonly Argument<string> _name = Secrets.Name();
    private readonly Option<string?> _tenant = Secrets.Tenant();
    private readonly Terminal _terminal;
    private readonly CommonOptions _common;

    public SecretRmCommand(Terminal terminal, CommonOptions common)
        : base("rm", "Removes a secret from the encrypted file of an environment.")
    {
        (_terminal, _common) = (terminal, common);
        Group = Secrets.Group;
        Synopsis = "NAME";
        Remarks = "Older versions of the file may still have it: change a password that others may know.";
        Examples = [new("weir secret rm db-password --env prod", "no key is needed")];
        Arguments.Add(_name);
        Options.Add(_tenant);
    }

    public override async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var place = _common.PlaceOf(call);
        var name = Secrets.NameOf(call.GetRequiredValue(_name), call.GetValue(_tenant), place);
        await Secrets.FileOf(place, _terminal.Time).RemoveAsync(name, cancellationToken);
        _terminal.Out.WriteLine($"{_terminal.Ink.Green("removed")} {name} from {Secrets.FileOf(place, _terminal.Time).PlaceOf(name)}");
        return ExitCodes.Fine;
    }
}
