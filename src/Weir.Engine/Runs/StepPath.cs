using System.Globalization;

namespace Weir.Engine.Runs;

/// <summary>What a go at a step is recorded under: the step's name, and behind it which of several it is.</summary>
internal static class StepPath
{
    /// <summary>A step with values of a matrix, such as <c>scrape (dev, crm)</c>.</summary>
    public static string WithValues(string step, string label) => $"{step} ({label})";

    /// <summary>A step within another, for one item, such as <c>each/3/copy-1</c>.</summary>
    public static string Within(string step, int item, string inner) => string.Create(CultureInfo.InvariantCulture, $"{step}/{item}/{inner}");

    /// <summary>Whether a go is one of several, or belongs to one, at the step that is recorded under another path.</summary>
    public static bool IsPartOf(string path, string whole) =>
        path.Length > whole.Length && path.StartsWith(whole, StringComparison.Ordinal) && (path[whole.Length] is '/' || path.AsSpan(whole.Length).StartsWith(" ("));

    /// <summary>The step of the pipeline that it belongs to.</summary>
    public static string RootOf(string path) => path.IndexOfAny([' ', '/']) is >= 0 and var end ? path[..end] : path;
}
