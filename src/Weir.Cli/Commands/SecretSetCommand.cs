using System.CommandLine;

using Weir.Cli.Invocation;
using Weir.Cli.Terminals;
using Weir.Failures;

namespace Weir.Cli.Commands;

/// <summary><c>weir secret set NAME</c>.</summary>
internal sealed class SecretSetCommand : WeirCommand
{
    private readonly Argument<string> _name = Secrets.Name();
    private readonly Option<string?> _tenant = Secrets.Tenant();
    private readonly Terminal _terminal;
    private readonly CommonOptions _common;

    public SecretSetCommand(Terminal terminal, CommonOptions common)
        : base("set", "Sets a secret of an environment. The value comes from standard input, or is asked for without showing it.")
    {
        (_terminal, _common) = (terminal, common);
        Group = Secrets.Group;
        Synopsis = "NAME";
        Remarks = "The value is encrypted into secrets/ENVIRONMENT.enc, which may be committed. One line end at its end is left out. There is no "
            + "option for the value: what is typed stays in the history of the shell, and others see it among the processes.";
        Examples =
        [
            new("weir secret set db-password", "asks for the value"),
            new("weir secret set db-password --env prod < password.txt", "from a file, for prod"),
            new("weir secret set db-password --tenant acme < password.txt", "acme-db-password, or what the tenant's secret_names say"),
        ];
        Arguments.Add(_name);
        Options.Add(_tenant);
    }

    public override async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var place = _common.PlaceOf(call);
        Secrets.ProjectOf(place);
        var name = Secrets.NameOf(call.GetRequiredValue(_name), call.GetValue(_tenant), place);
        var value = _terminal.AskHidden is { } ask ? ask($"value of {name} for {place.Environment}: ") : await ReadAsync(cancellationToken);
        _terminal.Masks.Add(value);
        await Secrets.FileOf(place, _terminal.Time).SetAsync(name, value, cancellationToken);
        _terminal.Out.WriteLine($"{_terminal.Ink.Green("set")} {name} for {place.Environment}, in {Secrets.FileOf(place, _terminal.Time).PlaceOf(name)}");
        return ExitCodes.Fine;
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await _terminal.Input.CopyToAsync(bytes, cancellationToken);
        string text;
        try
        {
            text = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (ArgumentException)
        {
            throw new RefusedException(new Failure("WEIR6809", "The value is no text in UTF-8.", "Encode what is no text, such as with base64, and decode it where it is used."));
        }

        return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
    }
}
