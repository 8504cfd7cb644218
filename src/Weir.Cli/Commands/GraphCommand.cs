using System.CommandLine;

using Weir.Cli.Drawing;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Project;
using Weir.Project.Graphs;

namespace Weir.Cli.Commands;

/// <summary><c>weir graph</c>.</summary>
internal sealed class GraphCommand : WeirCommand
{
    private readonly Terminal _terminal;
    private readonly CommonOptions _common;

    private readonly Option<string> _format = new("--format", "-f")
    {
        Description = "mermaid, svg or json. Mermaid when it is not given.",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => "mermaid",
    };

    private readonly Option<bool> _steps = new("--steps") { Description = "Shows the steps of the pipelines, too." };

    public GraphCommand(Terminal terminal, CommonOptions common)
        : base("graph", "Draws the flow of the project: what goes from where to where. Needs no network.")
    {
        (_terminal, _common) = (terminal, common);
        Remarks = "Buckets, pipelines, tables, functions, topics, schedules, HTTP requests, reconciliations, connections and ways to people, with\n"
            + "what starts, feeds, writes or calls what. The project's files are all that is read. GitHub, GitLab and many editors draw\n"
            + "Mermaid; the SVG needs nothing else and follows the reader's light or dark mode.";
        Examples =
        [
            new("weir graph", "Mermaid, for a block in Markdown"),
            new("weir graph --format svg --steps > flow.svg", "a picture, with the steps of the pipelines"),
        ];
        _format.AcceptOnlyFromAmong("mermaid", "svg", "json");
        Options.Add(_format);
        Options.Add(_steps);
        Options.Add(common.Json);
    }

    public override Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var place = _common.PlaceOf(call);
        var read = ProjectReader.Read(place.Folder, place.Environment);
        if (read.Definition is not { } project)
        {
            new DiagnosticPrinter(_terminal, place.Folder).Print(read.Diagnostics);
            return Task.FromResult(ExitCodes.Wrong);
        }

        var graph = GraphReader.Of(project);
        graph = call.GetValue(_steps) ? graph : graph.WithoutSteps();
        switch (call.GetValue(_common.Json) ? "json" : call.GetValue(_format))
        {
            case "json":
                RecordPrinter.PrintJson(_terminal, ShownGraph.Of(graph), CliJson.Default.ShownGraph);
                break;
            case "svg":
                _terminal.Out.WriteLine(SvgText.Of(graph));
                break;
            default:
                _terminal.Out.WriteLine(MermaidText.Of(graph));
                break;
        }

        return Task.FromResult(ExitCodes.Fine);
    }
}
