using System.Reflection;

using Weir.Failures;

namespace Weir.Cli.Demo;

/// <summary>The real files that the demo lands: a part of npm's <c>vega-datasets</c> (BSD-3-Clause), which the build brings.</summary>
internal static class DemoData
{
    public static IReadOnlyList<string> Names { get; } =
        ["earthquakes.json", "movies.json", "seattle-weather.csv", "flights-3m.parquet"];

    /// <summary>The files' paths.</summary>
    /// <exception cref="RefusedException">WEIR1010: they are not there.</exception>
    public static IReadOnlyList<string> Find()
    {
        var folder = typeof(DemoData).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(attribute => attribute.Key == "DemoData").Value!;
        var paths = Names.Select(name => Path.GetFullPath(Path.Combine(folder, name))).ToList();
        return paths.Find(path => !File.Exists(path)) is { } missing
            ? throw new RefusedException(new Failure(
                "WEIR1010",
                $"The demo's data is not there: {missing}.",
                "Run 'npm ci' in eng/native of Weir's repository, then 'weir demo' again."))
            : paths;
    }
}
