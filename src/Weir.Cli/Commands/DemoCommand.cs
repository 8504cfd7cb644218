using System.CommandLine;

using Weir.Cli.Demo;
using Weir.Cli.Invocation;
using Weir.Cli.Terminals;

namespace Weir.Cli.Commands;

/// <summary><c>weir demo</c>: the main job on real data, by the very commands that a user would type.</summary>
internal sealed class DemoCommand : WeirCommand
{
    private readonly Terminal _terminal;
    private readonly Func<IReadOnlyList<string>, CancellationToken, Task<int>> _run;

    /// <param name="terminal">Where it is shown.</param>
    /// <param name="run">Runs a command line.</param>
    public DemoCommand(Terminal terminal, Func<IReadOnlyList<string>, CancellationToken, Task<int>> run)
        : base("demo", "Shows the main job on real data, in a temporary folder, and what to look at next.")
    {
        (_terminal, _run) = (terminal, run);
        Remarks = "The data is a part of npm's vega-datasets, which the build brings.";
        Examples = [new("weir demo", "real files become typed tables")];
    }

    public override async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var files = DemoData.Find();
        var folder = DemoProject.Write();
        var start = _terminal.Time.GetTimestamp();

        Say("A project: two buckets, a pipeline that copies what lands, and four tables.");
        Show($"cat {Path.Combine(folder, "weir.yaml")}");
        _terminal.Out.WriteLine(_terminal.Ink.Dim(DemoProject.Yaml().TrimEnd()));

        Say("Four real files: nested GeoJSON, dirty JSON, CSV and Parquet, of npm's vega-datasets.");
        Show($"DATA={Path.GetDirectoryName(files[0])}");
        foreach (var (sentence, arguments) in Acts(files))
        {
            Say(sentence);
            if (await TypeAsync(folder, arguments, cancellationToken) is not ExitCodes.Fine and var failed)
            {
                return failed;
            }
        }

        var seconds = _terminal.Time.GetElapsedTime(start).TotalSeconds;
        Say($"All of it in {seconds:F1} seconds. The project stays in {folder}; look around:");
        foreach (var next in Next(files, folder))
        {
            Show(next);
        }

        return ExitCodes.Fine;
    }

    private static IEnumerable<(string Sentence, string[] Arguments)> Acts(IReadOnlyList<string> files) =>
    [
        ("Land real files. When the command returns, they and their events are on the disk.", ["put", .. files, "raw/"]),
        ("Work off what waits: each file is copied to the bucket curated, and loaded from there.", ["up", "--exit-when-idle"]),
        ("What became of each file: the ledger, written in the same transaction as the rows.", ["loads"]),
        ("The tables, typed. The strongest earthquakes of the week:",
            ["query", "SELECT magnitude, place, longitude, latitude FROM earthquakes ORDER BY magnitude DESC LIMIT 3"]),
        ("CSV, whose columns and types were found out: the weather in Seattle.",
            ["query", "SELECT year(date) AS year, count(*) AS days, max(temp_max) AS hottest FROM weather GROUP BY ALL ORDER BY year"]),
        ("Parquet, three million rows: the airports with the latest departures.",
            ["query", "SELECT origin, count(*) AS flights, round(avg(delay), 1) AS minutes_late FROM flights GROUP BY ALL HAVING flights > 10000 ORDER BY minutes_late DESC LIMIT 3"]),
        ("One of 3,201 movies has no title, and the column must not be empty: its row was kept aside, with the reason.",
            ["quarantine", "movies"]),
    ];

    private static IEnumerable<string> Next(IReadOnlyList<string> files, string folder) =>
    [
        $"cd {folder}",
        "weir query \"SHOW ALL TABLES\"",
        "weir query \"SELECT file, m.* FROM movies m JOIN weir.load_history ON load_id = _weir_load_id LIMIT 5\"",
        "weir up                   # keep running, and put files from another terminal",
        $"weir put {files[0]} raw/",
        "weir loads                # the same file again: nothing was loaded twice",
    ];

    private async Task<int> TypeAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        Show($"weir {string.Join(' ', arguments.Select(Shown))}");
        return await _run([.. arguments, "--project", folder], cancellationToken);
    }

    private void Say(string sentence)
    {
        _terminal.Out.WriteLine();
        _terminal.Out.WriteLine(_terminal.Ink.Green("●") + " " + sentence);
    }

    private void Show(string typed)
    {
        _terminal.Out.WriteLine(_terminal.Ink.Cyan($"$ {typed}"));
        _terminal.Out.Flush();
    }

    private static string Shown(string argument) => Path.IsPathRooted(argument)
        ? $"$DATA/{Path.GetFileName(argument)}"
        : argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;
}
