using System.Net;

using Weir.Cli.Rendering;
using Weir.Project.Graphs;

namespace Weir.Cli.Drawing;

/// <summary>Draws the flow of a project as an SVG that needs nothing else, for light and dark pages.</summary>
internal static class SvgText
{
    private const string Style =
        """
          <style>
            svg { --page: #ffffff; --ink: #111827; --faint: #6b7280; --line: #9ca3af; --fill: #f9fafb;
              --bucket: #2563eb; --pipeline: #7c3aed; --table: #059669; --function: #ea580c; --reconciliation: #0891b2; --alert: #dc2626; --other: #6b7280;
              font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; background: var(--page); }
            @media (prefers-color-scheme: dark) {
              svg { --page: #0d1117; --ink: #f0f6fc; --faint: #9198a1; --line: #656c76; --fill: #151b23;
                --bucket: #60a5fa; --pipeline: #a78bfa; --table: #34d399; --function: #fb923c; --reconciliation: #22d3ee; --alert: #f87171; --other: #9ca3af; }
            }
            .box { fill: var(--fill); stroke: var(--color); stroke-width: 1.5; }
            .bar { fill: var(--color); }
            .kind { fill: var(--color); font-size: 10px; font-weight: 600; letter-spacing: .06em; }
            .name { fill: var(--ink); font-size: 13px; font-weight: 600; }
            .step { fill: var(--ink); font-size: 12px; }
            .step .faint, .label { fill: var(--faint); }
            .label { font-size: 11px; text-anchor: middle; paint-order: stroke; stroke: var(--page); stroke-width: 7; stroke-linejoin: round; }
            .edge { fill: none; stroke: var(--line); stroke-width: 1.5; }
            .arrow { fill: var(--line); }
          </style>
          <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path class="arrow" d="M0 0.5 L8 4 L0 7.5 z"/></marker></defs>
        """;

    /// <summary>About how wide a character of the names is, in pixels.</summary>
    private const double CharacterWidth = 7.6;

    private const int LongestName = 44;

    public static string Of(ProjectGraph graph)
    {
        var layout = GraphLayout.Of(graph, WidthOf);
        var title = Escape($"The flow of {graph.Name}");
        return string.Join('\n',
        [
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{layout.Width}\" height=\"{layout.Height}\" viewBox=\"0 0 {layout.Width} {layout.Height}\" role=\"img\">",
            $"  <title>{title}</title>",
            Style.TrimEnd(),
            .. layout.Edges.Select(edge => $"  <path class=\"edge\" d=\"{EdgePath.Of(edge)}\" marker-{(edge.IsBackward ? "start" : "end")}=\"url(#arrow)\"/>"),
            .. layout.Nodes.SelectMany(Drawn),
            .. layout.Edges.Where(edge => edge.Label.Length > 0).Select(Label),
            "</svg>",
        ]);
    }

    private static IEnumerable<string> Drawn(PlacedNode placed)
    {
        var node = placed.Node!;
        var (x, y) = (placed.X, placed.Y - (placed.Height / 2.0));
        yield return $"  <g style=\"--color: var(--{ColorOf(node.Kind)})\"><title>{Escape($"{KindWords.Of(node.Kind)} {node.Name}")}</title>";
        yield return $"    <rect class=\"box\" x=\"{x}\" y=\"{EdgePath.At(y)}\" width=\"{placed.Width}\" height=\"{placed.Height}\" rx=\"7\"/>";
        yield return $"    <rect class=\"bar\" x=\"{x}\" y=\"{EdgePath.At(y + 7)}\" width=\"4\" height=\"{placed.Height - 14}\" rx=\"2\"/>";
        yield return $"    <text class=\"kind\" x=\"{x + 16}\" y=\"{EdgePath.At(y + 18)}\">{KindWords.Of(node.Kind).ToUpperInvariant()}</text>";
        yield return $"    <text class=\"name\" x=\"{x + 16}\" y=\"{EdgePath.At(y + 35)}\">{Escape(Short(node.Name))}</text>";
        for (var at = 0; at < node.Steps.Count; at++)
        {
            var step = node.Steps[at];
            yield return $"    <text class=\"step\" x=\"{x + 16}\" y=\"{EdgePath.At(y + 58 + (18 * at))}\"><tspan class=\"faint\">{Escape(step.Kind)}</tspan> {Escape(Short(step.Name))}</text>";
        }

        yield return "  </g>";
    }

    private static string Label(PlacedEdge edge)
    {
        var (from, to) = (edge.Way[0], edge.Way[1]);
        return $"  <text class=\"label\" x=\"{(from.X + from.Width + to.X) / 2}\" y=\"{EdgePath.At(((from.Y + to.Y) / 2) - 4)}\">{Escape(Short(edge.Label))}</text>";
    }

    /// <summary>A name that is not too long for the picture.</summary>
    private static string Short(string name) => TextWidth.Cut(name, LongestName);

    /// <summary>About how wide a text is, in pixels.</summary>
    private static int WidthOf(string text) => (int)(TextWidth.Of(Short(text)) * CharacterWidth);

    private static string ColorOf(NodeKind kind) => kind switch
    {
        NodeKind.Bucket => "bucket",
        NodeKind.Pipeline => "pipeline",
        NodeKind.Table => "table",
        NodeKind.Function => "function",
        NodeKind.Reconciliation => "reconciliation",
        NodeKind.Notification or NodeKind.Failures => "alert",
        _ => "other",
    };

    /// <summary>As XML has it; characters that it cannot have at all are left out.</summary>
    private static string Escape(string text) =>
        WebUtility.HtmlEncode(string.Concat(text.EnumerateRunes().Where(rune => rune.Value is >= ' ' and not 0xfffe and not 0xffff).Select(rune => rune.ToString())));
}
