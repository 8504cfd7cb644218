using System.Text.Json;
using System.Xml.Linq;

namespace Weir.Tests.Cli.Testing;

/// <summary>What <c>weir test --project</c> runs, finds and says.</summary>
public sealed class ProjectTestsTests
{
    private const string Row = """
          - name: an order becomes a row
            given:
              objects:
                raw/orders/1.json: { json: { id: 1, name: A } }
                raw/orders/2.json: '{"id": 2, "name": "B"}'
            expect:
              runs: [{ pipeline: curate, count: 2 }]
              objects:
                curated/orders/1.json: { json: { name: A, id: 1 } }
                curated/orders/3.json: { absent: true }
              tables: { orders: [{ id: 2 }, { id: 1, name: A }] }

        """;

    private const string OtherRow = """
          - name: another order becomes another row
            given: { objects: { raw/orders/1.json: { file: tests/data/other.json } } }
            expect: { tables: { orders: { rows: [{ id: 7, name: other }], ordered: true } }, queries: [{ query: "SELECT count(*) AS n FROM orders", rows: [{ n: 1 }] }] }

        """;

    [Fact]
    public async Task Tests_side_by_side_know_nothing_of_one_another_and_leave_nothing()
    {
        using var project = new TestedProject(CliProject.Orders, Row + OtherRow);
        project.Write("tests/data/other.json", """{"id": 7, "name": "other"}""");
        project.Write("tests/more.yaml", "tests:\n" + Row);

        var answer = await project.RunAsync("--parallel", "4");

        Assert.Matches(
            """
            ^passed tests/all\.yaml:2 an order becomes a row \([0-9.]+ s\)
            passed tests/all\.yaml:13 another order becomes another row \([0-9.]+ s\)
            passed tests/more\.yaml:2 an order becomes a row \([0-9.]+ s\)
            3 tests: 3 passed, 0 failed in .+
            $
            """.ReplaceLineEndings("\n"),
            answer.Fine());
        Assert.Equal(["tests", "weir.yaml"], Directory.EnumerateFileSystemEntries(project.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_differs_is_told_with_the_line_that_expects_it()
    {
        using var project = new TestedProject(CliProject.Orders, """
              - name: nothing is as expected
                given: { objects: { raw/orders/1.json: { json: { id: 1, name: A } }, raw/orders/2.json: { json: { id: 2, name: B } } } }
                expect:
                  runs: [{ pipeline: curate, state: failed }]
                  objects:
                    curated/orders/1.json: { json: { id: 1, name: Z, lines: [1] } }
                    curated/orders/2.json: { absent: true }
                    curated/orders/3.json: {}
                    raw/orders/1.json: |
                      {
                  tables:
                    orders: [{ id: 2, name: B }, { id: 1, name: Z }, { id: 3 }]
                  queries: [{ query: SELECT * FROM orders, count: 3 }, { query: SELECT nothing, rows: [] }]
                  requests: [{ request: GET https://example.com/ }]
                  notifications: [{ channel: slack, title: broken }]
                  dead_letters: [{ of: curate, error: WEIR5002 }]

            """);

        var said = await project.FailAsync();

        Assert.StartsWith(
            """
            5: runs of curate
            - failed
            + succeeded
            + succeeded
            7: object curated/orders/1.json: it holds something else
            - $.name: "Z"
            - $.lines: [1]
            + $.name: "A"
            + $.lines: nothing
            8: object curated/orders/2.json: it is there
            - none
            + curated/orders/2.json, 19 bytes
            9: object curated/orders/3.json: there is none
            - an object
            + curated/orders/1.json
            + curated/orders/2.json
            10: object raw/orders/1.json: it holds something else
            - line 1 {
            - line 2 
            + line 1 {"id":1,"name":"A"}
            13: table orders: 2 rows found, 3 expected
            - {"id":1,"name":"Z"}
            - {"id":3}
            + {"id":1,"name":"A"}
            14: query SELECT * FROM orders: the number of rows
            - 3
            + 2
            14: query SELECT nothing: The query was not accepted: 
            """.ReplaceLineEndings("\n"),
            said,
            StringComparison.Ordinal);
        Assert.EndsWith(
            """
            15: requests
            - GET https://example.com/
            + none of these
            16: notifications
            - slack: broken
            17: dead letters
            - curate: WEIR5002
            """.ReplaceLineEndings("\n"),
            said,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_the_test_does_not_expect_is_one_of_the_test()
    {
        using var project = new TestedProject(
            """
            project: p
            buckets: { raw: }
            pipelines:
              broken:
                triggers: [{ object_created: raw/* }]
                steps: [{ name: stop, shell: "exit 3" }]
            """,
            """
              - name: it fails
                given: { objects: { raw/a: x } }
                expect: {}

            """);

        Assert.Matches(
            """
            ^4: a run of broken failed, and the test does not expect it
            \+ retrying at stop: WEIR\d+ .*3.*
            \? A run that failed is tried again later: let the time pass with - advance: until_idle$
            """.ReplaceLineEndings("\n"),
            await project.FailAsync());

        project.Write("tests/all.yaml", """
            tests:
              - name: it fails, as is known
                given: { objects: { raw/a: x } }
                when:
                  - expect: { runs: [{ pipeline: broken, state: retrying, failed_step: stop }], dead_letters: [] }
                  - advance: until_idle
                expect:
                  runs: [{ pipeline: broken, state: failed, failed_step: stop, error: "3", steps: { stop: failed } }]
                  dead_letters: [{ of: broken }]
            """);
        await project.PassAsync();
    }

    [Fact]
    public async Task Bad_rows_are_found_in_the_quarantine()
    {
        using var project = new TestedProject(CliProject.Orders, """
              - name: a bad order is kept aside
                given: { objects: { raw/orders/1.json: { lines: [{ id: x }, { id: 5 }] } } }
                expect: { tables: { orders: [{ id: 5, name: null }], weir.quarantine: [{ table_name: orders, column_name: id }] } }

            """);

        await project.PassAsync();
    }

    [Fact]
    public async Task Reports_are_for_people_programs_and_build_servers()
    {
        using var project = new TestedProject(CliProject.Orders, Row + """
              - name: a table that nothing was loaded into & more
                expect: { tables: { orders: [] }, objects: { raw/a: { absent: true } } }
              - name: a row that is not there
                expect: { tables: { orders: [{ id: 1 }] } }

            """);

        var answer = await project.RunAsync("--json", "--junit", "reports/junit.xml");

        var unwritten = await project.RunAsync("--filter", "an order", "--junit", "weir.yaml/x.xml");

        Assert.Equal((1, 2), (answer.ExitCode, unwritten.ExitCode));
        Assert.Matches("^WEIR7202 The report .*weir.yaml/x.xml cannot be written: .*\n  hint: Name another file with --junit", unwritten.Errors);
        using var json = JsonDocument.Parse(answer.Output);
        Assert.Equal(["PASSED", "PASSED", "FAILED"], json.RootElement.EnumerateArray().Select(test => test.GetProperty("outcome").GetString()));
        Assert.Equal(15, json.RootElement[2].GetProperty("line").GetInt32());
        var report = XDocument.Load(Path.Combine(project.Folder, "reports/junit.xml"));
        var suite = report.Root!.Element("testsuite")!;
        Assert.Equal(("tests/all.yaml", "3", "1"), ((string)suite.Attribute("name")!, (string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!));
        Assert.Equal("a table that nothing was loaded into & more", (string)suite.Elements("testcase").ElementAt(1).Attribute("name")!);
        Assert.StartsWith(
            "tests/all.yaml:16: table orders: The table orders is declared, and nothing has been loaded into it yet.",
            suite.Elements("testcase").Last().Element("failure")!.Value,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_chooses_by_name_and_file()
    {
        using var project = new TestedProject(CliProject.Orders, Row + """
              - name: something else
                expect: { tables: { orders: [{ id: 1 }] } }

            """);

        Assert.Contains("1 test: 1 passed", (await project.RunAsync("--filter", "AN ORDER")).Fine(), StringComparison.Ordinal);
        Assert.Contains("2 tests: 1 passed, 1 failed", (await project.RunAsync("--filter", "all.yaml")).Output, StringComparison.Ordinal);
        (await project.RunAsync("--filter", "zebra")).Refused("WEIR7201", "None of the 2 tests has 'zebra'", "--filter");
    }

    [Fact]
    public async Task A_call_is_of_the_tests_of_the_project_or_of_those_of_tables()
    {
        using var project = new CliProject();

        (await project.RunAsync("test", "--project")).Refused("WEIR7201", "has no tests", "tests/NAME.yaml");
        (await project.RunAsync("test", "--project", "-p", ".")).Refused("WEIR7201", "has no tests", "tests/NAME.yaml");
        (await project.RunAsync("test", "orders", "--project")).Refused("WEIR1001", "'orders' names a table", "--filter");
        (await project.RunAsync("test", "--project", "--sample", "3")).Refused("WEIR1001", "--sample is for the tests of tables", "leave out --project");
        (await project.RunAsync("test", "--junit", "x.xml")).Refused("WEIR1001", "--junit is for the tests of a project", "--project");
        (await project.RunAsync("test", "--project", "--parallel", "0")).Refused("WEIR1001", "--parallel takes a number", "--help");
        (await project.RunAsync("runs", "--project")).Refused("WEIR1001", "--project needs a value", "--help");
        (await project.RunAsync("test", "--project", ".")).Refused("WEIR7012", "No table of the project has tests", "tests:");
    }

    [Fact]
    public async Task Mistakes_in_tests_stop_them_all_and_do_not_change_the_revision()
    {
        using var project = new CliProject();
        var before = (await project.RunAsync("validate")).Fine();
        project.Write("tests/orders.yaml", "tests:\n" + Row);
        var sound = (await project.RunAsync("validate")).Fine();
        project.Write("tests/more.yaml", "tests:\n  - name: x\n    given: { objects: { rwa/a: x } }\n    expect: { runs: [{ pipeline: curat }] }\n");

        var validated = await project.RunAsync("validate");
        var tested = await project.RunAsync("test", "--project");
        var other = await project.RunAsync("runs");

        Assert.Equal(before.Replace("1 table ", "1 table, 1 test ", StringComparison.Ordinal), sound);
        Assert.Equal((2, 2, 0), (validated.ExitCode, tested.ExitCode, other.ExitCode));
        Assert.Equal(validated.Errors, tested.Errors);
        Assert.Contains("tests/more.yaml:3:25: WEIR2611 ", validated.Errors, StringComparison.Ordinal);
        Assert.Contains("hint: Did you mean 'curate'?", validated.Errors, StringComparison.Ordinal);
    }
}
