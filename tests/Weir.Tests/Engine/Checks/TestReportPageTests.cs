using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

using Weir.Engine.Checks;

namespace Weir.Tests.Engine.Checks;

public sealed class TestReportPageTests
{
    private const string Hostile = "</td><img src=x onerror=\"alert('1')\">&\u0001\ud800<!--";

    [Fact]
    public void Whatever_people_write_is_text_and_the_page_asks_for_nothing()
    {
        var test = new ReportedTest(Hostile, Hostile, [Hostile], "error", "FAILED", 1, 1, Hostile, [Hostile]);
        var page = PageOf(Hostile, test);

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("( src=|href=|url\\(|@import|<script|<link)"), page.Replace("img src=x", "", StringComparison.Ordinal));
        Assert.Contains("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_element_is_closed_in_its_place()
    {
        var page = PageOf("raw/datasets/20260101_000000_utc", Test("a", "PASSED"), Test("a", "WARNED", "warn"), Test("b", "SKIPPED"));

        // But for those that HTML never closes, the page is XML.
        var xml = page.Replace("<!doctype html>", "", StringComparison.Ordinal);
        xml = Regex.Replace(xml, "<meta ([^>]*)>", "<meta $1/>");
        var root = XDocument.Parse(xml).Root!;

        Assert.Equal(["a", "b"], root.Descendants("h2").Select(h => h.Value));
        Assert.Equal("WARNED", root.Descendants("header").Single().Element("span")!.Value);
        Assert.Equal("3 tests: 1 warned, 1 passed, 1 skipped", root.Descendants("header").Single().Element("p")!.Value);
    }

    [Theory]
    [InlineData("PASSED", "error", "PASSED")]
    [InlineData("SKIPPED", "error", "PASSED")]
    [InlineData("WARNED", "warn", "WARNED")]
    [InlineData("BROKEN", "warn", "WARNED")]
    [InlineData("FAILED", "error", "FAILED")]
    [InlineData("BROKEN", "error", "FAILED")]
    public void A_report_is_as_bad_as_its_worst_test(string outcome, string severity, string expected) =>
        Assert.Equal(expected, TestReport.OutcomeOf([Test("a", "PASSED"), Test("a", outcome, severity)]));

    private static ReportedTest Test(string table, string outcome, string severity = "error") =>
        new(table, "unique(id)", ["id"], severity, outcome, 10, 0, null, []);

    private static string PageOf(string what, params ReportedTest[] tests) => Encoding.UTF8.GetString(
        TestReportPage.Write(new TestReport("shop", "abc", what, 100, DateTimeOffset.UnixEpoch, TestReport.OutcomeOf(tests), tests)));
}
