using Weir.Dashboard.Layout;
using Weir.Dashboard.Pages;
using Weir.Project.Graphs;
using Weir.Server.Live;
using Weir.Server.Operations;

namespace Weir.Dashboard.Flow;

/// <summary>The flow as it is drawn: where each thing stands, and what is said of it.</summary>
internal sealed class FlowPicture
{
    /// <summary>Of bold letters of 14 pixels, in the wider ones of the fonts that systems have.</summary>
    private const double CharacterWidth = 8.8;
    private const double WideCharacterWidth = 14;
    private const int LongestName = 34;

    /// <summary>For what is in a node now.</summary>
    private const int StatusHeight = 20;

    /// <summary>What is in a node fits into it.</summary>
    private const int Narrowest = 148;

    private readonly Dictionary<string, ListedFlowNode> _now;
    private readonly FlowRates _rates;

    private FlowPicture(ListedFlow flow, FlowRates rates)
    {
        _now = flow.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        _rates = rates;
        Layout = GraphLayout.Of(
            new ProjectGraph(
                flow.Project,
                [.. flow.Nodes.Select(node => new GraphNode(KindOf(node.Id), node.Name))],
                [.. flow.Edges.Select(edge => new GraphEdge(edge.From, edge.To, edge.Label))]),
            WidthOf,
            node => HasStatus(node) ? StatusHeight : 0,
            Narrowest);
        Nodes = [.. Layout.Nodes.OrderBy(node => node.Layer).ThenBy(node => node.Y)];
    }

    public GraphLayout Layout { get; }

    /// <summary>The nodes in the order in which they are read: by columns, from the top.</summary>
    public IReadOnlyList<PlacedNode> Nodes { get; }

    public static FlowPicture Of(ListedFlow flow, FlowRates rates) => new(flow, rates);

    public ListedFlowNode Now(PlacedNode placed) => _now[placed.Node!.Id];

    /// <summary>What went through a node within the last minute.</summary>
    public long RateOf(PlacedNode placed) => _rates.Of(placed.Node!.Id);

    /// <summary>What goes along an edge within a minute: what its end takes in, or, into a bucket, what its start has done.</summary>
    public long RateOf(PlacedEdge edge) => _rates.Of(edge.Edge.To.StartsWith("bucket:", StringComparison.Ordinal) ? edge.Edge.From : edge.Edge.To);

    /// <summary>Whether something moves along an edge now.</summary>
    public bool IsBusy(PlacedEdge edge) => RateOf(edge) > 0 || (_now.TryGetValue(edge.Edge.To, out var to) && to.Running > 0);

    /// <summary>Whether it is said how a node is, and not only that it is there.</summary>
    public static bool HasStatus(GraphNode node) => node.Kind is NodeKind.Bucket or NodeKind.Pipeline or NodeKind.Table or NodeKind.Reconciliation;

    /// <summary>What is in a node now, the worst first, each with its tone.</summary>
    public IEnumerable<(string Tone, string Text)> StatusOf(PlacedNode placed)
    {
        var now = Now(placed);
        if (now.Failed > 0)
        {
            yield return ("bad", $"{Numbers.Short(now.Failed)} failed");
        }

        if (now.Running > 0)
        {
            yield return ("busy", $"{Numbers.Short(now.Running)} running");
        }

        if (now.Waiting > 0)
        {
            yield return ("wait", $"{Numbers.Short(now.Waiting)} waiting");
        }

        if (RateOf(placed) is > 0 and var rate)
        {
            yield return ("good", $"{Numbers.Short(rate)}/min");
        }
        else if (now is { Failed: 0, Running: 0, Waiting: 0 })
        {
            yield return ("still", "quiet");
        }
    }

    /// <summary>The names of the nodes that something goes on to from a node.</summary>
    public IEnumerable<string> NextOf(PlacedNode placed) =>
        Layout.Edges.Where(edge => edge.Edge.From == placed.Node!.Id).Select(edge => _now[edge.Edge.To].Name).Distinct();

    /// <summary>A name that is not too long for the picture.</summary>
    public static string Short(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";

    /// <summary>The icon of a kind of node.</summary>
    public static string IconOf(NodeKind kind) => kind switch
    {
        NodeKind.Bucket => "bucket",
        NodeKind.Table => "table",
        NodeKind.Pipeline => "pipeline",
        NodeKind.Function => "function",
        NodeKind.Schedule => "clock",
        NodeKind.Http => "globe",
        NodeKind.Reconciliation => "scale",
        NodeKind.Topic => "topic",
        NodeKind.Connection => "database",
        _ => "bell",
    };

    /// <summary>The page about a node, where there is one.</summary>
    public static string? PageOf(GraphNode node, PageContext page)
    {
        var path = node.Kind switch
        {
            NodeKind.Pipeline => "/runs",
            NodeKind.Table => "/tables",
            NodeKind.Reconciliation => "/reconciliations",
            NodeKind.Schedule => "/schedules",
            NodeKind.Bucket => "/upload",
            _ => null,
        };
        return path is null || !page.Leads(path) ? null : node.Kind switch
        {
            NodeKind.Pipeline => $"/runs?pipeline={Uri.EscapeDataString(node.Name)}",
            NodeKind.Table or NodeKind.Reconciliation => $"{path}/{Uri.EscapeDataString(node.Name)}",
            NodeKind.Bucket => $"/upload?bucket={Uri.EscapeDataString(node.Name)}",
            _ => path,
        };
    }

    private static NodeKind KindOf(string id) => Enum.Parse<NodeKind>(id[..id.IndexOf(':', StringComparison.Ordinal)], ignoreCase: true);

    private static int WidthOf(string text) =>
        (int)Short(text).EnumerateRunes().Sum(rune => rune.Value < 0x1100 ? CharacterWidth : WideCharacterWidth);
}
