using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

using Weir.Failures;

namespace Weir.Cli.Testing;

/// <summary>The XML in which tools for continuous integration read how tests went.</summary>
internal static class JUnitReport
{
    /// <exception cref="RefusedException">WEIR7202: it cannot be written.</exception>
    public static void Write(string file, string project, IReadOnlyList<TestResult> results)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var xml = XmlWriter.Create(file, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true });
            Of(project, results).Save(xml);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new Failure("WEIR7202", $"The report {file} cannot be written: {refused.Message}", "Name another file with --junit."), refused);
        }
    }

    private static XDocument Of(string project, IReadOnlyList<TestResult> results) => new(new XElement(
        "testsuites",
        Numbers(results),
        new XAttribute("name", project),
        results.GroupBy(result => result.File, StringComparer.Ordinal).Select(file => new XElement(
            "testsuite",
            new XAttribute("name", file.Key),
            Numbers([.. file]),
            file.Select(CaseOf)))));

    private static XElement CaseOf(TestResult result) => new(
        "testcase",
        new XAttribute("name", Printable(result.Name)),
        new XAttribute("classname", result.File),
        new XAttribute("file", result.File),
        new XAttribute("line", result.Line),
        new XAttribute("time", Seconds(result.Seconds)),
        result.Differences.Count == 0 ? null : new XElement(
            "failure",
            new XAttribute("message", Printable(result.Differences[0].What)),
            Printable(string.Join('\n', result.Differences.SelectMany(LinesOf(result.File))))));

    private static Func<TestDifference, IEnumerable<string>> LinesOf(string file) => difference =>
    [
        $"{file}:{difference.Line}: {difference.What}",
        .. difference.Expected.Select(line => $"- expected {line}"),
        .. difference.Found.Select(line => $"+ found    {line}"),
        .. difference.Hint is { } hint ? [$"hint: {hint}"] : Array.Empty<string>(),
    ];

    private static XAttribute[] Numbers(IReadOnlyList<TestResult> results) =>
    [
        new("tests", results.Count),
        new("failures", results.Count(result => result.Outcome == TestResult.Failed)),
        new("time", Seconds(results.Sum(result => result.Seconds))),
    ];

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>XML has no words for most control characters.</summary>
    private static string Printable(string text) => string.Concat(text.Select((letter, at) =>
        XmlConvert.IsXmlChar(letter) || (at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], letter)) || (at > 0 && XmlConvert.IsXmlSurrogatePair(letter, text[at - 1]))
            ? letter
            : '\uFFFD'));
}
