using Weir.Project.Testing;
using Weir.Testing;

namespace Weir.Tests.Project.Testing;

public sealed class TestFilesTests
{
    private const string Project = """
        project: p
        buckets: { raw: }
        pipelines: { copy: { triggers: [{ object_created: raw/a }], steps: [{ copy: { from: raw/a, to: raw/b } }] } }
        """;

    [Theory]
    [InlineData("tests: []", "1:8 WEIR2109")]
    [InlineData("test: []", "1:1 WEIR2101")]
    [InlineData("{}", "1:1 WEIR2103")]
    [InlineData("tests: [{ expect: {} }]", "1:9 WEIR2103")]
    [InlineData("tests: [{ name: a }]", "1:9 WEIR2103")]
    [InlineData("tests: [{ name: a, expect: {} }, { name: a, expect: {} }]", "1:34 WEIR2616")]
    [InlineData("tests: [{ name: a, clock: soon, expect: {} }]", "1:27 WEIR2615")]
    [InlineData("tests: [{ name: a, clock: 12:00, expect: {} }]", "1:27 WEIR2615")]
    [InlineData("tests: [{ name: a, timeout: 5, expect: {} }]", "1:29 WEIR2104")]
    [InlineData("tests: [{ name: a, secrets: { 'a b': c }, expect: {} }]", "1:31 WEIR2611")]
    [InlineData("tests: [{ name: a, given: { objects: { raw: x } }, expect: {} }]", "1:40 WEIR2613")]
    [InlineData("tests: [{ name: a, given: { objects: { raw/../x: x } }, expect: {} }]", "1:40 WEIR2613")]
    [InlineData("tests: [{ name: a, given: { objects: { row/x: x } }, expect: {} }]", "1:40 WEIR2611")]
    [InlineData("tests: [{ name: a, given: { objects: { raw/x: 5 } }, expect: {} }]", "1:47 WEIR2104")]
    [InlineData("tests: [{ name: a, given: { objects: { raw/x: {} } }, expect: {} }]", "1:47 WEIR2110")]
    [InlineData("tests: [{ name: a, given: { objects: { raw/x: { json: 1, text: a } } }, expect: {} }]", "1:58 WEIR2110")]
    [InlineData("tests: [{ name: a, given: { objects: { raw/x: { file: none.csv } } }, expect: {} }]", "1:55 WEIR2612")]
    [InlineData("tests: [{ name: a, given: { objects: { raw/x: { file: ../../etc/passwd } } }, expect: {} }]", "1:55 WEIR2612")]
    [InlineData("tests: [{ name: a, http: [{ request: https://x.y, answer: {} }], expect: {} }]", "1:38 WEIR2614")]
    [InlineData("tests: [{ name: a, http: [{ request: get https://x.y, answer: {} }], expect: {} }]", "1:38 WEIR2614")]
    [InlineData("tests: [{ name: a, http: [{ request: GET /x, answer: {} }], expect: {} }]", "1:38 WEIR2614")]
    [InlineData("tests: [{ name: a, http: [{ request: GET https://x.y, answer: { error: x, status: 200 } }], expect: {} }]", "1:65 WEIR2617")]
    [InlineData("tests: [{ name: a, http: [{ request: GET https://x.y, answer: { status: 99 } }], expect: {} }]", "1:73 WEIR2106")]
    [InlineData("tests: [{ name: a, when: [{}], expect: {} }]", "1:27 WEIR2110")]
    [InlineData("tests: [{ name: a, when: [{ advance: soon }], expect: {} }]", "1:38 WEIR2615")]
    [InlineData("tests: [{ name: a, when: [{ advance: 99999d }], expect: {} }]", "1:38 WEIR2615")]
    [InlineData("tests: [{ name: a, when: [{ run: { pipeline: coppy } }], expect: {} }]", "1:46 WEIR2611")]
    [InlineData("tests: [{ name: a, when: [{ request: { to: orders } }], expect: {} }]", "1:44 WEIR2614")]
    [InlineData("tests: [{ name: a, when: [{ approve: {} }], expect: {} }]", "1:38 WEIR2103")]
    [InlineData("tests: [{ name: a, expect: { runs: [{ pipeline: copy, state: done }] } }]", "1:62 WEIR2105")]
    [InlineData("tests: [{ name: a, expect: { runs: [{ pipeline: copy, error: x }] } }]", "1:37 WEIR2617")]
    [InlineData("tests: [{ name: a, expect: { objects: { raw/x: { absent: true, text: a } } } }]", "1:50 WEIR2617")]
    [InlineData("tests: [{ name: a, expect: { tables: { t: {} } } }]", "1:43 WEIR2617")]
    [InlineData("tests: [{ name: a, expect: { tables: { t: { rows: [], count: 1 } } } }]", "1:43 WEIR2617")]
    [InlineData("tests: [{ name: a, expect: { tables: { t: [5] } } }]", "1:44 WEIR2104")]
    [InlineData("tests: [{ name: a, expect: { requests: [{ request: POST x }] } }]", "1:52 WEIR2614")]
    public void A_mistake_has_its_place_and_code(string yaml, string expected)
    {
        using var folder = ProjectFolder.Of(Project).With("tests/a.yaml", yaml);

        var mistakes = TestFiles.Read(folder.Path, folder.ReadGood()).Diagnostics;

        Assert.Equal(expected, string.Join(',', mistakes.Select(d => $"{d.Line}:{d.Column} {d.Failure.Code}")));
        Assert.All(mistakes, d => Assert.Equal("tests/a.yaml", d.File));
        Assert.All(mistakes, d => Assert.NotEmpty(d.Failure.Hint!));
        Assert.All(mistakes, d => Assert.Matches("^[A-Z'].*[.]$", d.Failure.Message));
    }

    [Fact]
    public void Files_are_read_by_name_and_others_are_left_alone()
    {
        using var folder = ProjectFolder.Of(Project)
            .With("tests/b.yaml", "tests: [{ name: two, expect: {} }]")
            .With("tests/a.yaml", "tests: [{ name: one, expect: {} }, { name: and, expect: {} }]")
            .With("tests/data/c.yaml", "anything: else")
            .With("tests/test_handler.py", "pass")
            .With("tests/c.yml", "tests: []");

        var (tests, mistakes) = TestFiles.Read(folder.Path, folder.ReadGood());

        Assert.Equal(["tests/a.yaml:1 one", "tests/a.yaml:1 and", "tests/b.yaml:1 two"], tests.Select(test => $"{test.File}:{test.Line} {test.Name}"));
        Assert.Equal(["tests/c.yml:1:1: WEIR2014 The file 'tests/c.yml' ends in .yml and is not read."], mistakes.Select(d => d.ToString()));
    }

    [Fact]
    public void The_revision_of_a_project_does_not_change_with_its_tests()
    {
        using var folder = ProjectFolder.Of(Project);
        var before = folder.ReadGood().Revision;

        folder.With("tests/a.yaml", "tests: [");

        Assert.Equal(before, folder.ReadGood().Revision);
    }

    [Theory]
    [InlineData("GET https://a.b/x", "https://a.b/x", true)]
    [InlineData("GET https://a.b/x", "https://a.b/x?y=1", true)]
    [InlineData("GET https://a.b/x", "https://a.b/X", false)]
    [InlineData("GET https://a.b/x", "https://a.b/x/y", false)]
    [InlineData("GET https://a.b", "https://a.b/", true)]
    [InlineData("GET https://A.b/x", "https://a.b/x", true)]
    [InlineData("POST https://a.b/x", "https://a.b/x", false)]
    [InlineData("GET https://a.b/x?b=2&a=1", "https://a.b/x?a=1&b=2", true)]
    [InlineData("GET https://a.b/x?a=1", "https://a.b/x?a=1&b=2", false)]
    [InlineData("GET https://a.b/x?a=%C3%A4+b", "https://a.b/x?a=ä%20b", true)]
    [InlineData("GET https://a.b/x?", "https://a.b/x?a=1", false)]
    [InlineData("GET https://a.b/*", "https://a.b/x", true)]
    [InlineData("GET https://a.b/*", "https://a.b/x/y", false)]
    [InlineData("GET https://a.b/*/y", "https://a.b/x/y", true)]
    [InlineData("GET https://a.b/*/y/*.json", "https://a.b/x/y/1.json?z", true)]
    [InlineData("GET https://*.b/x", "https://a.b/x", true)]
    [InlineData("GET https://*.b/x", "https://b/x", false)]
    [InlineData("GET https://a.b/x*x", "https://a.b/x", false)]
    public void A_request_is_meant_by_its_method_address_and_query(string pattern, string address, bool isMeant) =>
        Assert.Equal(isMeant, new RequestPattern(pattern).Matches("GET", new Uri(address)));
}
