using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir publish TOPIC [MESSAGE]</c>.</summary>
internal sealed class PublishCommand : OperationsCommand
{
    private readonly Argument<string> _topic = new("topic") { Description = "The topic.", HelpName = "TOPIC" };

    private readonly Argument<string> _message = new("message")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "JSON, or any other text; at most 256 KB. An empty JSON object without one; - for standard input.",
        HelpName = "MESSAGE",
    };

    public PublishCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("publish", "Publishes a message to a topic, which starts the pipelines that wait for it.", terminal, common, access)
    {
        Synopsis = "TOPIC [MESSAGE]";
        Examples =
        [
            new("weir publish orders-approved '{\"id\": 7}'", "templates name it as event.message.id"),
            new("weir publish orders-approved - < message.json", "what stands in a file"),
        ];
        Arguments.Add(_topic);
        Arguments.Add(_message);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var order = new MessageOrder(call.GetRequiredValue(_topic), await MessageAsync(call, cancellationToken));
        var published = await opened.Operations.PublishAsync(order, cancellationToken);
        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, published, OperationsJson.Default.PublishedMessage);
            return ExitCodes.Fine;
        }

        var ink = Terminal.Ink;
        Terminal.Out.WriteLine(published.Pipelines.Count == 0
            ? $"{ink.Yellow("published")} to {published.Topic}, for which no pipeline waits"
            : $"{ink.Green("published")} to {published.Topic}, for {string.Join(", ", published.Pipelines)}");
        if (published.Pipelines.Count > 0)
        {
            UpHint.Print(Terminal, opened.IsServed, "It waits");
        }

        return ExitCodes.Fine;
    }

    private async Task<string> MessageAsync(ParseResult call, CancellationToken cancellationToken)
    {
        if (call.GetValue(_message) is not "-")
        {
            return call.GetValue(_message) ?? "{}";
        }

        using var input = new StreamReader(Terminal.Input, leaveOpen: true);
        return await input.ReadToEndAsync(cancellationToken);
    }
}
