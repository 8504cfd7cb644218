using System.Globalization;
using System.Net;
using System.Text;

namespace Weir.Engine.Checks;

/// <summary>Reports as a page of HTML that needs nothing beside itself: no script, no font, no picture, nothing from anywhere.</summary>
internal static class TestReportPage
{
    private const string Style =
        """
        :root { color-scheme: light dark; --ink: #1c2024; --quiet: #60646c; --paper: #fcfcfd; --panel: #fff; --line: #e0e1e6;
          --good: #1a7f4b; --bad: #c62a2f; --doubtful: #915c00; --good-paper: #e6f6ee; --bad-paper: #ffe9e8; --doubtful-paper: #fff4d6; --quiet-paper: #f0f0f3; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #edeef0; --quiet: #a0a4ab; --paper: #111113; --panel: #18191b; --line: #2e3135;
            --good: #5fd39b; --bad: #ff9592; --doubtful: #ffca16; --good-paper: #132d21; --bad-paper: #3b1219; --doubtful-paper: #302008; --quiet-paper: #212225; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 72rem; padding: 2.5rem 1.5rem 4rem; background: var(--paper); color: var(--ink);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: .6rem 0 .25rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; overflow-wrap: anywhere; }
        p, dl { margin: .25rem 0; color: var(--quiet); }
        dl { display: flex; flex-wrap: wrap; gap: .25rem 2rem; margin-top: 1rem; }
        dl div { display: flex; gap: .5rem; }
        dd { margin: 0; color: var(--ink); overflow-wrap: anywhere; }
        .tag { display: inline-block; padding: .1rem .6rem; border-radius: 99px; font-size: .8rem; font-weight: 600; letter-spacing: .02em; white-space: nowrap; }
        .good { color: var(--good); background: var(--good-paper); }
        .bad { color: var(--bad); background: var(--bad-paper); }
        .doubtful { color: var(--doubtful); background: var(--doubtful-paper); }
        .quiet { color: var(--quiet); background: var(--quiet-paper); }
        .wide { overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; background: var(--panel); }
        table { border-collapse: collapse; width: 100%; font-size: .92rem; }
        th { text-align: left; font-weight: 600; font-size: .8rem; color: var(--quiet); white-space: nowrap; }
        th, td { padding: .6rem .9rem; vertical-align: top; }
        tbody tr { border-top: 1px solid var(--line); }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .name { font-weight: 600; overflow-wrap: break-word; min-width: 10rem; max-width: 24rem; }
        .name small { display: block; font-weight: 400; color: var(--quiet); }
        .said { min-width: 16rem; overflow-wrap: anywhere; }
        pre { margin: .5rem 0 0; padding: .6rem .8rem; border-radius: 8px; background: var(--quiet-paper); font: .82rem/1.45 ui-monospace, SFMono-Regular, Menlo, monospace;
          white-space: pre-wrap; overflow-wrap: anywhere; }
        """;

    private static readonly string[] WorstFirst = ["FAILED", "BROKEN", "WARNED", "QUARANTINED", "PASSED", "SKIPPED"];

    /// <summary>The page, in UTF-8.</summary>
    public static byte[] Write(TestReport report)
    {
        var page = new StringBuilder();
        var what = report.Dataset ?? report.Project;
        page.Append(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text($"{report.Outcome} · {what}")}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <header>
            {Tag(report.Outcome, ToneOf(report.Outcome, report.Outcome == "FAILED"))}
            <h1>{Text(what)}</h1>
            <p>{Text(Summary(report))}</p>
            <dl>
            {Fact("Tested", report.TestedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture))}
            {Fact("Rows", report.Sample is { } sample ? $"a sample of {Number(sample)} of each table" : "all")}
            {Fact("Project", report.Project)}
            {Fact("Revision", report.Revision)}
            </dl>
            </header>
            <main>

            """);
        foreach (var table in report.Tests.GroupBy(test => test.Table))
        {
            Write(page, table.Key, [.. table]);
        }

        page.Append("</main>\n</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static void Write(StringBuilder page, string table, IReadOnlyList<ReportedTest> tests)
    {
        page.Append(
            $"""
            <section>
            <h2>{Text(table)}</h2>
            <div class="wide">
            <table>
            <thead><tr><th>Test</th><th>Outcome</th><th class="number">Rows</th><th class="number">Failing</th><th>What it found</th></tr></thead>
            <tbody>

            """);
        foreach (var test in tests)
        {
            var severity = test.Severity == "warn" ? "<small>only warns</small>" : "";
            var samples = test.Samples.Count == 0 ? "" : $"<pre>{Text(string.Join('\n', test.Samples))}</pre>";
            page.Append(
                $"""
                <tr><td class="name">{Text(test.Test)}{severity}</td><td>{Tag(test.Outcome, ToneOf(test.Outcome, test.IsError))}</td><td class="number">{Number(test.RowsChecked)}</td><td class="number">{Number(test.RowsFailing)}</td><td class="said">{Text(test.Message ?? "")}{samples}</td></tr>

                """);
        }

        page.Append("</tbody>\n</table>\n</div>\n</section>\n");
    }

    private static string Summary(TestReport report)
    {
        var counts = report.Tests.CountBy(test => test.Outcome).ToDictionary();
        var told = WorstFirst
            .Where(counts.ContainsKey)
            .Select(outcome => $"{Number(counts[outcome])} {outcome.ToLowerInvariant()}");
        return $"{Number(report.Tests.Count)} {(report.Tests.Count == 1 ? "test" : "tests")}: {string.Join(", ", told)}";
    }

    private static string ToneOf(string outcome, bool isError) => (outcome, isError) switch
    {
        (_, true) => "bad",
        ("PASSED", _) => "good",
        ("SKIPPED", _) => "quiet",
        _ => "doubtful",
    };

    private static string Tag(string word, string tone) => $"<span class=\"tag {tone}\">{Text(word)}</span>";

    private static string Fact(string name, string value) => $"<div><dt>{name}</dt><dd>{Text(value)}</dd></div>";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Text of people's data is shown, never obeyed.</summary>
    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
