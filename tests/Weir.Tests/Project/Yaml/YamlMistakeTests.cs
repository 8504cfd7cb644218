using System.Diagnostics;
using System.Text;

using Weir.Failures;

namespace Weir.Tests.Project.Yaml;

public class YamlMistakeTests
{
    [Theory]
    [InlineData("project: p\nbuckets:\n\traw: {}\n", "3:1 WEIR2006")]
    [InlineData("project: p\nbuckets:\n  raw:\n  \tpath: x\n", "4:3 WEIR2006")]
    [InlineData("project: p\nbuckets:\n  raw: {}\n\tcurated: {}\n", "4:1 WEIR2006")]
    [InlineData("project: \"p\nbuckets: {}\n", "1:10 WEIR2005")]
    [InlineData("project: 'p", "1:10 WEIR2005")]
    [InlineData("project: p\nbuckets: { raw: {}\n", "2:10 WEIR2005")]
    [InlineData("project: p\nbuckets: { raw: {}\ntables:\n  t: 1\n", "2:10 WEIR2005,4:6 WEIR2104")]
    [InlineData("project: p\nbuckets: [ a\n", "2:10 WEIR2005")]
    [InlineData("project: a: b\n", "1:11 WEIR2005")]
    [InlineData("project: p\nbuckets\n", "2:1 WEIR2005")]
    [InlineData("project: p\nbuckets:\n    raw: {}\n  curated: {}\n", "4:3 WEIR2005")]
    [InlineData("project: @p\n", "1:10 WEIR2005")]
    [InlineData("project: \"p\\q\"\n", "1:10 WEIR2005")]
    [InlineData("project: \"\\uD800\"\n", "1:10 WEIR2005")]
    [InlineData("%YAML 3.0\n---\nproject: p\n", "1:1 WEIR2005")]
    [InlineData("project: p\nproject: q\n", "2:1 WEIR2007")]
    [InlineData("project: p\nbuckets: { raw: , raw: }\n", "2:19 WEIR2007")]
    [InlineData("project: &name p\n", "1:10 WEIR2008")]
    [InlineData("project: p\nbuckets: { raw: { path: *name } }\n", "2:25 WEIR2008")]
    [InlineData("project: p\n<<: { a: 1 }\n", "2:1 WEIR2008")]
    [InlineData("project: !!str p\n", "1:10 WEIR2009")]
    [InlineData("project: p\nbuckets: !include x\n", "2:10 WEIR2009,2:10 WEIR2104")]
    [InlineData("project: p\n---\nproject: q\n", "2:1 WEIR2010")]
    [InlineData("", "1:1 WEIR2012")]
    [InlineData("# nothing\n", "1:1 WEIR2012")]
    [InlineData("project: p\n? [a]\n: 1\n", "2:3 WEIR2013")]
    [InlineData("project: p\nbuckets: {{raw}}\n", "2:11 WEIR2013")]
    [InlineData("project: p\n: 1\n", "2:3 WEIR2013")]
    [InlineData("project: p\0\n", "1:11 WEIR2003")]
    [InlineData("project: p\n# \u0007\n", "2:3 WEIR2003")]
    [InlineData("- a\n", "1:1 WEIR2104")]
    [InlineData("~\n", "1:1 WEIR2104")]
    public void A_mistake_has_its_place_and_code(string yaml, string expected) =>
        Assert.Equal(expected, string.Join(',', ProjectFolder.Mistakes(yaml).Select(d => $"{d.Line}:{d.Column} {d.Failure.Code}")));

    [Theory]
    [InlineData("project: p\ntables: { t: { source: *.json } }\n", "Put a text that starts with '*' in quotes")]
    [InlineData("project: p\nbuckets: { raw: }\npipelines:\n  x:\n    steps:\n      - delete: {{event.key}}/{{event.key}}\n", "Put it in double quotes")]
    [InlineData("project: p\non_failure: [slack: { webhook: { secret: ops } }]\n", "Write it as a template: \"{{secret 'ops'}}\".")]
    [InlineData("project: p\nbuckets: { raw: }\npipelines:\n  x:\n    steps:\n      - delete: {{event.key}}\n", "Put a {{template}} in double quotes")]
    [InlineData("project: @p\n", "Put it in quotes: \"@…\"")]
    public void A_text_that_needs_quotes_is_hinted_at(string yaml, string hint) =>
        Assert.Contains(ProjectFolder.Mistakes(yaml), d => d.Failure.Hint!.StartsWith(hint, StringComparison.Ordinal));

    [Fact]
    public void A_mistake_in_one_part_hides_none_in_the_others()
    {
        var mistakes = ProjectFolder.Mistakes("""
            projct: p
            buckets: { raw: {}, raw: {}
            pipelines:
            	x: {}
            tables:
              t: { sorce: raw/a.json }
            """);

        Assert.Equal(["1:1 WEIR2101", "2:10 WEIR2005", "2:21 WEIR2007", "4:1 WEIR2006", "6:8 WEIR2101"], mistakes.Select(d => $"{d.Line}:{d.Column} {d.Failure.Code}"));
    }

    [Fact]
    public void No_message_is_the_parsers_own() =>
        Assert.DoesNotContain(
            ProjectFolder.Mistakes("project: \"p\nbuckets: {a: [}\n  c: - d\n'").Select(d => d.Failure.Message),
            message => message.Contains("While", StringComparison.Ordinal) || message.Contains("Exception", StringComparison.Ordinal));

    [Fact]
    public void Bytes_that_are_no_text_are_told_with_their_place()
    {
        using var folder = new ProjectFolder()
            .With("weir.yaml", [.. "project: p\nbuckets: { ä"u8, 0xC3, 0x28])
            .With("tables/a.yaml", [0xFF, 0xFE, 0x61, 0x00]);

        Assert.Equal(
            ["weir.yaml:2:13 WEIR2003", "tables/a.yaml:1:1 WEIR2003"],
            folder.Read().Diagnostics.Select(d => $"{d.File}:{d.Line}:{d.Column} {d.Failure.Code}"));
    }

    [Fact]
    public void A_file_over_one_megabyte_is_refused_and_one_at_it_is_read()
    {
        using var folder = ProjectFolder.Of("project: p\n#" + new string('x', (1 << 20) - 12))
            .With("tables/big.yaml", new byte[(1 << 20) + 1]);

        Assert.Equal(["tables/big.yaml:1:1 WEIR2004"], folder.Read().Diagnostics.Select(d => $"{d.File}:{d.Line}:{d.Column} {d.Failure.Code}"));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("[\n ")]
    [InlineData("{ a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("{\n")]
    [InlineData("\"")]
    [InlineData("a: {\n")]
    public void Hostile_nesting_is_refused_in_little_time(string opening)
    {
        var watch = Stopwatch.StartNew();

        var mistakes = ProjectFolder.Mistakes("project: p\nbuckets: " + string.Concat(Enumerable.Repeat(opening, 200_000 / opening.Length)));

        Assert.NotEmpty(mistakes);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void Values_deeper_than_thirty_two_levels_are_refused()
    {
        var yaml = new StringBuilder("project: p\nbuckets:\n");
        for (var depth = 1; depth < 40; depth++)
        {
            yaml.Append(' ', depth).Append("a:\n");
        }

        Assert.Equal("WEIR2011", Assert.Single(ProjectFolder.Mistakes(yaml.Append("tables: {}\n").ToString())).Failure.Code);
    }

    [Fact]
    public void What_is_not_there_is_told()
    {
        using var folder = new ProjectFolder();
        Assert.Equal("weir.yaml:1:1: WEIR2001", Assert.Single(folder.Read().Diagnostics).ToString()[..23]);

        folder.With("weir.yml", "project: p");
        Assert.Equal("Rename weir.yml to weir.yaml.", Assert.Single(folder.Read().Diagnostics).Failure.Hint);

        Assert.Equal("WEIR2001", Assert.Single(Weir.Project.ProjectReader.Read(Path.Combine(folder.Path, "nowhere")).Diagnostics).Failure.Code);
    }

    [Fact]
    public void What_cannot_be_read_is_told_and_the_rest_is_read()
    {
        using var folder = ProjectFolder.Of("project: p\nbucket: {}\n").With("tables/a.yml", "source: x");
        Directory.CreateDirectory(Path.Combine(folder.Path, "tables/dir.yaml"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "tables/link.yaml"), "nowhere");
        folder.With("pipelines", "a file");

        Assert.Equal(
            ["weir.yaml:2:1 WEIR2101", "pipelines:1:1 WEIR2002", "tables/a.yml:1:1 WEIR2014", "tables/dir.yaml:1:1 WEIR2002", "tables/link.yaml:1:1 WEIR2002"],
            folder.Read().Diagnostics.Select(d => $"{d.File}:{d.Line}:{d.Column} {d.Failure.Code}"));
    }

    [Fact]
    public void Words_that_old_yaml_took_for_booleans_are_texts() =>
        Assert.Equal(
            ["Write true: in YAML 1.2 words such as yes and on are texts.", "Write false: in YAML 1.2 words such as no and off are texts.", "Write true or false, without quotes."],
            ProjectFolder.Mistakes("project: on\nbuckets: { raw: }\ntables:\n  t:\n    source: raw/a.json\n    columns:\n"
                + "      no: { type: int, nullable: yes }\n      b: { type: int, nullable: off }\n      c: { type: int, nullable: 'true' }\n")
                .Select((Diagnostic d) => d.Failure.Hint));
}
