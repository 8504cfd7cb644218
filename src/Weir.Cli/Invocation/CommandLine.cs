using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Terminals;
using Weir.Failures;

namespace Weir.Cli.Invocation;

/// <summary>Reads a call, runs its command, and tells what went wrong in a way that somebody can act on.</summary>
/// <param name="commands">The commands, in groups.</param>
/// <param name="common">The options that every command understands.</param>
/// <param name="terminal">Where the call was made.</param>
internal sealed class CommandLine(CommandTree commands, CommonOptions common, Terminal terminal)
{
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var exitCode = await CallAsync(arguments, cancellationToken);
        try
        {
            await terminal.Out.FlushAsync(CancellationToken.None);
            return exitCode;
        }
        catch (WeirException error)
        {
            FailurePrinter.Print(error.Failure, terminal);
            return exitCode == ExitCodes.Fine ? ExitCodes.Of(error) : exitCode;
        }
    }

    private async Task<int> CallAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // What many programs understand: 'weir help put' is 'weir put --help'.
        if (arguments is ["help", ..])
        {
            arguments = [.. arguments.Skip(1), "--help"];
        }

        // A key may start with '@', which would name a response file.
        var call = commands.Root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var command = call.CommandResult.Command as WeirCommand;
        try
        {
            if (call.GetValue(common.Help) || (command is null && arguments.Count == 0))
            {
                if (command is null && commands.Of(call.CommandResult.Command) is { Count: > 0 } group)
                {
                    HelpPage.PrintGroup(commands, group, terminal);
                }
                else
                {
                    HelpPage.Print(commands, command, terminal);
                }

                return ExitCodes.Fine;
            }

            if (Mistakes.In(call, commands, common) is { } mistake)
            {
                throw new RefusedException(mistake);
            }

            return await command!.RunAsync(call, cancellationToken);
        }
        catch (WeirException error)
        {
            FailurePrinter.Print(error.Failure, terminal);
            return ExitCodes.Of(error);
        }
        catch (WrongProjectException wrong)
        {
            new DiagnosticPrinter(terminal, wrong.Folder).Print(wrong.Diagnostics);
            return ExitCodes.Wrong;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception error)
        {
            var log = ErrorLog.Write(error, arguments, LogFolderOf(call), terminal);
            FailurePrinter.Print(ErrorLog.FailureOf(error, log), terminal);
            return ExitCodes.Failed;
        }
    }

    private string? LogFolderOf(ParseResult call)
    {
        try
        {
            return common.PlaceOf(call).EnvironmentFolder;
        }
        catch (Exception error) when (error is WeirException or ArgumentException or IOException)
        {
            return null;
        }
    }
}
