using System.Globalization;

namespace Weir.Project.Graphs;

/// <summary>How an edge runs, as the path of an SVG.</summary>
internal static class EdgePath
{
    /// <summary>From the right side of one place to the left side of the next; straight across columns.</summary>
    public static string Of(PlacedEdge edge)
    {
        var (first, last) = (edge.Way[0], edge.Way[^1]);
        var way = new List<string> { $"M{first.X + first.Width} {At(first.Y)}" };
        for (var at = 1; at < edge.Way.Count; at++)
        {
            var (from, to) = (edge.Way[at - 1], edge.Way[at]);
            var (x, end) = (from.X + from.Width, to.X);
            var middle = (x + end) / 2;
            way.Add($"C{middle} {At(from.Y)} {middle} {At(to.Y)} {end} {At(to.Y)}");
            if (to != last)
            {
                way.Add($"H{to.X + to.Width}");
            }
        }

        return string.Join(' ', way);
    }

    /// <summary>A place in the picture.</summary>
    public static string At(double place) => place.ToString("0.#", CultureInfo.InvariantCulture);
}
