using System.CommandLine;

using Weir.Cli.Invocation;
using Weir.Cli.Terminals;
using Weir.Project.Starters;

namespace Weir.Cli.Commands;

/// <summary><c>weir init DIR</c>.</summary>
internal sealed class InitCommand : WeirCommand
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _folder = new("dir") { Description = "The new project's folder.", HelpName = "DIR" };
    private readonly Option<string> _template = new("--template")
    {
        Description = $"What to start from: {string.Join(" or ", Starter.Names)}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Starter.Default,
    };

    public InitCommand(Terminal terminal)
        : base("init", "Writes a project that runs, into a new folder or one that has none.")
    {
        _terminal = terminal;
        Synopsis = "DIR";
        Examples =
        [
            new("weir init orders", "nested JSON from raw to curated to a table, with data to try"),
            new("weir init mine --template empty", "a project file to begin with"),
        ];
        Arguments.Add(_folder);
        Options.Add(_template);
    }

    public override Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var typed = call.GetRequiredValue(_folder);
        var folder = Path.GetFullPath(typed, _terminal.CurrentDirectory);
        var written = Starter.Write(call.GetRequiredValue(_template), folder);
        foreach (var file in written)
        {
            _terminal.Out.WriteLine($"{_terminal.Ink.Green("wrote")} {Path.Combine(typed, file)}");
        }

        _terminal.Out.WriteLine();
        _terminal.Out.WriteLine("Next:");
        _terminal.Out.WriteLine(_terminal.Ink.Cyan($"  cd {typed}"));
        foreach (var next in Next(written))
        {
            _terminal.Out.WriteLine(_terminal.Ink.Cyan($"  {next}"));
        }

        return Task.FromResult(ExitCodes.Fine);
    }

    private static IEnumerable<string> Next(IReadOnlyList<string> written) => written.Any(file => file.StartsWith("data", StringComparison.Ordinal))
        ? ["weir validate", "weir put data/*.json raw/orders/", "weir up --exit-when-idle", "weir query \"SELECT * FROM order_lines\""]
        : ["weir validate", "weir up"];
}
