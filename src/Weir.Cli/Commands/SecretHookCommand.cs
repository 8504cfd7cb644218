using System.CommandLine;
using System.Text;

using Weir.Cli.Invocation;
using Weir.Cli.Scanning;
using Weir.Cli.Terminals;
using Weir.Failures;

namespace Weir.Cli.Commands;

/// <summary><c>weir secret hook</c>.</summary>
internal sealed class SecretHookCommand : WeirCommand
{
    private const string Script =
        """
        #!/bin/sh
        # Refuses commits of what looks like a secret; 'git commit --no-verify' passes by.
        exec weir secret scan --staged

        """;

    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly Option<bool> _install = new("--install") { Description = "Puts it into the repository that this folder is in." };

    private readonly Terminal _terminal;

    public SecretHookCommand(Terminal terminal)
        : base("hook", "Prints the hook of git that looks for secrets before each commit, or installs it.")
    {
        _terminal = terminal;
        Group = Secrets.Group;
        Examples =
        [
            new("weir secret hook --install", "as .git/hooks/pre-commit"),
            new("weir secret hook", "prints it, for a hook that is there already"),
        ];
        Options.Add(_install);
    }

    public override async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        if (!call.GetValue(_install))
        {
            _terminal.Out.Write(Script);
            return ExitCodes.Fine;
        }

        var git = new Git(_terminal.CurrentDirectory);
        var hooks = Encoding.UTF8.GetString(await git.AskAsync(["rev-parse", "--git-path", "hooks"], cancellationToken)).TrimEnd('\n');
        var path = Path.Combine(Path.GetFullPath(hooks, _terminal.CurrentDirectory), "pre-commit");
        if (File.Exists(path) && await File.ReadAllTextAsync(path, cancellationToken) != Script)
        {
            throw new RefusedException(new Failure(
                "WEIR6822", $"The repository has a hook already: {path}.", "Add the line 'weir secret scan --staged || exit 1' to it."));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, Script, cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Executable);
        }

        _terminal.Out.WriteLine($"{_terminal.Ink.Green("installed")} {path}");
        return ExitCodes.Fine;
    }
}
