using System.CommandLine;
using System.Globalization;
using System.Text;

using Weir.Cli.Invocation;
using Weir.Cli.Terminals;
using Weir.Failures;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir function invoke NAME</c>.</summary>
internal sealed class FunctionInvokeCommand : FunctionCommand
{
    private const string StandardInput = "-";

    private readonly Argument<string> _name = new("name")
    {
        Description = "The function.",
        HelpName = "NAME",
    };

    private readonly Option<string> _event = new("--event")
    {
        Description = "The event: JSON, a file that holds it, or '-' for standard input.",
        HelpName = "JSON|FILE|-",
        DefaultValueFactory = _ => "{}",
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Writes the answer to a file instead of standard output.",
        HelpName = "FILE",
    };

    public FunctionInvokeCommand(Terminal terminal, CommonOptions common)
        : base("invoke", "Calls a function with an event, and prints its answer.", terminal, common)
    {
        Group = "function";
        Synopsis = "NAME";
        Remarks = "What the function writes goes to standard error. The exit code is 1 when it fails; the answer is then the error as AWS "
            + "Lambda tells it. The function is built first when it was not; a running 'weir up' calls the build that it began with.";
        Examples =
        [
            new("weir function invoke orders --event '{\"id\": 7}'", "with an event of one line"),
            new("weir function invoke orders --event event.json --output answer.json", "from a file to a file"),
            new("weir function invoke orders --event - | jq .total", "with an event from standard input"),
        ];
        Arguments.Add(_name);
        Options.Add(_event);
        Options.Add(_output);
    }

    protected override async Task<int> RunAsync(ParseResult call, IFunctionOperations functions, CancellationToken cancellationToken)
    {
        var payload = await EventAsync(call.GetRequiredValue(_event), cancellationToken);
        var result = await functions.InvokeFunctionAsync(call.GetRequiredValue(_name), payload, cancellationToken);
        foreach (var line in result.Log)
        {
            Terminal.Error.WriteLine(Terminal.ErrorInk.Dim(line));
        }

        await WriteAsync(result.Answer, call.GetValue(_output), cancellationToken);
        if (result.Failure is { } failure)
        {
            FailurePrinter.Print(failure, Terminal);
            return ExitCodes.Failed;
        }

        if (Terminal.IsErrorInteractive)
        {
            Terminal.Error.WriteLine(Terminal.ErrorInk.Dim(string.Create(CultureInfo.InvariantCulture, $"{result.Milliseconds:0.0} ms, request {result.RequestId}")));
        }

        return ExitCodes.Fine;
    }

    private async Task<byte[]> EventAsync(string given, CancellationToken cancellationToken)
    {
        if (given == StandardInput)
        {
            using var read = new MemoryStream();
            await Terminal.Input.CopyToAsync(read, cancellationToken);
            return read.ToArray();
        }

        // No name of a file begins like that, but for one that asks for trouble.
        if (given.TrimStart() is ['{' or '[' or '"', ..])
        {
            return Encoding.UTF8.GetBytes(given);
        }

        var path = Path.GetFullPath(given, Terminal.CurrentDirectory);
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(
                new Failure("WEIR1004", $"The event's file {given} {(error is FileNotFoundException or DirectoryNotFoundException ? "is not there." : $"cannot be read: {error.Message}")}", "Name a file, write the event as JSON, or '-' for standard input."),
                error);
        }
    }

    private async Task WriteAsync(byte[] answer, string? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            await Terminal.Out.FlushAsync(cancellationToken);
            await Terminal.Output.WriteAsync(answer, cancellationToken);
            Terminal.Out.Write(answer.Length > 0 ? "\n" : "");
            await Terminal.Out.FlushAsync(cancellationToken);
            return;
        }

        var path = Path.GetFullPath(file, Terminal.CurrentDirectory);
        try
        {
            await File.WriteAllBytesAsync(path, answer, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new Failure("WEIR1007", $"Writing {path} failed: {error.Message}", "Name another file."), error);
        }
    }
}
