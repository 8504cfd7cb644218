using System.CommandLine;

using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir function build [NAME...]</c>.</summary>
internal sealed class FunctionBuildCommand : FunctionCommand
{
    private readonly Argument<string[]> _names = new("names")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Which functions; all of the project's without one.",
        HelpName = "NAME...",
    };

    public FunctionBuildCommand(Terminal terminal, CommonOptions common)
        : base("build", "Copies functions aside and installs what they depend on; a running 'weir up' uses the new build from then on.", terminal, common)
    {
        Group = "function";
        Synopsis = "[NAME...]";
        Remarks = "What was built of the same files before is used again. The first build of a function writes a lock file beside its "
            + "requirements.txt, package.json or project, so that later builds install the same; keep it with the source.";
        Examples = [new("weir function build", "all of them"), new("weir function build orders", "one of them")];
        Arguments.Add(_names);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, IFunctionOperations functions, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = call.GetValue(_names) is { Length: > 0 } given
            ? given
            : [.. (await functions.ListFunctionsAsync(cancellationToken)).Select(function => function.Name)];
        var asJson = call.GetValue(Common.Json);
        var built = new List<BuiltFunction>();
        foreach (var name in names)
        {
            var build = await functions.BuildFunctionAsync(name, cancellationToken);
            built.Add(build);
            if (!asJson)
            {
                Terminal.Out.WriteLine(
                    $"{Terminal.Ink.Green(build.IsNew ? "built" : "unchanged")} {build.Name} {Terminal.Ink.Dim($"(revision {build.Revision})")}");
                await Terminal.Out.FlushAsync(cancellationToken);
            }
        }

        if (asJson)
        {
            RecordPrinter.PrintJson(Terminal, built, OperationsJson.Default.BuiltFunction);
        }

        return ExitCodes.Fine;
    }
}
