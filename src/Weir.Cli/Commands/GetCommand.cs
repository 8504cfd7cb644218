using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Failures;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir get BUCKET/KEY [FILE]</c>.</summary>
internal sealed class GetCommand : OperationsCommand
{
    private const string StandardOutput = "-";

    private readonly Argument<string> _name = new("object")
    {
        Description = "The object.",
        HelpName = "BUCKET/KEY",
    };

    private readonly Argument<string?> _file = new("file")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Where to write it: a file, a folder, or '-' for standard output. By default a file of its own name, here.",
        HelpName = "FILE",
    };

    public GetCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("get", "Writes an object's content to a file or to standard output.", terminal, common, access)
    {
        Synopsis = "BUCKET/KEY [FILE]";
        Examples =
        [
            new("weir get curated/orders/1.json", "writes 1.json here"),
            new("weir get curated/orders/1.json - | head", "to standard output"),
        ];
        Arguments.Add(_name);
        Arguments.Add(_file);
        Options.Add(common.Json);
    }

    protected override void Check(ParseResult call) => Target.ParseObject(call.GetRequiredValue(_name));

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var name = Target.ParseObject(call.GetRequiredValue(_name));
        await using var content = await opened.Operations.OpenAsync(name, cancellationToken);
        if (call.GetValue(_file) == StandardOutput)
        {
            await Terminal.Out.FlushAsync(cancellationToken);
            await content.Content.CopyToAsync(Terminal.Output, cancellationToken);
            return ExitCodes.Fine;
        }

        var file = FileFor(call.GetValue(_file), name.Key);
        await WriteAsync(content.Content, file, cancellationToken);
        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, content.About, OperationsJson.Default.ListedObject);
        }
        else
        {
            var shown = Path.GetRelativePath(Terminal.CurrentDirectory, file);
            Terminal.Out.WriteLine(
                $"{Terminal.Ink.Green("got")} {TextWidth.OneLine(name.ToString())} as {TextWidth.OneLine(shown)} {Terminal.Ink.Dim($"({Quantity.Size(content.About.Size)})")}");
        }

        return ExitCodes.Fine;
    }

    private string FileFor(string? file, string key)
    {
        var ownName = key[(key.LastIndexOf('/') + 1)..];
        var path = Path.GetFullPath(file ?? ownName, Terminal.CurrentDirectory);
        return Directory.Exists(path) ? Path.Combine(path, ownName) : path;
    }

    /// <summary>Writes beside the file first, so that a broken transfer leaves no half of it.</summary>
    private static async Task WriteAsync(Stream content, string file, CancellationToken cancellationToken)
    {
        var partial = $"{file}.{Environment.ProcessId}.part";
        try
        {
            await using (var to = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: false))
            {
                await content.CopyToAsync(to, cancellationToken);
            }

            File.Move(partial, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            DeletePartial(partial);
            throw new RefusedException(
                new Failure("WEIR1007", $"Writing {file} failed: {error.Message}", "Name another file, or '-' for standard output."),
                error);
        }
        catch
        {
            DeletePartial(partial);
            throw;
        }
    }

    private static void DeletePartial(string partial)
    {
        try
        {
            File.Delete(partial);
        }
        catch (Exception unreachable) when (unreachable is IOException or UnauthorizedAccessException)
        {
            // Where nothing could be written nothing has to be deleted; the first error is the one to tell.
        }
    }
}
