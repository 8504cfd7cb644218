using System.Text.Json.Nodes;

using Weir.Checks;
using Weir.Project;

namespace Weir.Tests.Project.Reading;

public class TestKeysTests
{
    private const string Start =
        """
        project: p
        buckets: { raw: }
        tables:
          other: { source: raw/b.json }
          t:
            source: raw/a.json
            columns: { id: { type: integer }, name: { type: varchar }, at: { type: timestamp }, price: { type: "decimal(4,2)" } }
            tests:
              - 
        """;

    [Fact]
    public void Every_kind_of_test_is_read()
    {
        var tests = ProjectFolder.ReadGood(
            """
            project: p
            buckets: { raw: }
            tables:
              t:
                source: raw/a.json
                tests:
                  - not_null: [a, b]
                    name: filled
                  - unique: [a, b]
                    within: file
                    severity: warn
                  - { accepted_values: { column: a, values: [x, 1, true, 2.50] }, quarantine: true }
                  - accepted_range: { column: a, min: 1, max: 2020-01-01 }
                  - matches: { column: a, pattern: "[a-z]+" }
                  - relationships: { column: a, to: t, field: b }
                  - row_count: { min: 1 }
                  - freshness: { column: a, max_age: 2d }
                  - sql: SELECT 1
                    timeout: 5s
            """).Tables["t"].Tests;

        Assert.Equal(
            ["filled(a)", "filled(b)", "unique(a,b)", "accepted_values(a)", "accepted_range(a)", "matches(a)", "relationships(a)", "row_count", "freshness(a)", "sql"],
            tests.Select(t => t.Name));
        Assert.Equal(("a", "1", "2020-01-01"), tests[4] is TestDefinition.AcceptedRange r ? (r.Column, r.Min, r.Max) : default);
        Assert.Equal(["x", "1", "true", "2.50"], Assert.IsType<TestDefinition.AcceptedValues>(tests[3]).Values);
        Assert.True(tests[3].Quarantine);
        Assert.True(tests[2] is TestDefinition.Unique { WithinFile: true, Severity: TestSeverity.Warn });
        Assert.Equal(TimeSpan.FromDays(2), Assert.IsType<TestDefinition.Freshness>(tests[8]).MaxAge);
        Assert.Equal(TimeSpan.FromSeconds(5), Assert.IsType<TestDefinition.Sql>(tests[9]).Timeout);
    }

    [Theory]
    [InlineData("{}", "9:9 WEIR2110")]
    [InlineData("{ not_nul: [id] }", "9:11 WEIR2101")]
    [InlineData("{ not_null: id }", "9:21 WEIR2104")]
    [InlineData("{ not_null: [] }", "9:21 WEIR2109")]
    [InlineData("{ not_null: [ids] }", "9:22 WEIR2407")]
    [InlineData("{ not_null: [id, ID] }", "9:9 WEIR2421")]
    [InlineData("{ not_null: [id], unique: [id] }", "9:27 WEIR2110")]
    [InlineData("{ unique: [id], within: load }", "9:33 WEIR2105")]
    [InlineData("{ not_null: [id], within: file }", "9:27 WEIR2422")]
    [InlineData("{ not_null: [id], timeout: 1s }", "9:27 WEIR2422")]
    [InlineData("{ not_null: [id], severity: bad }", "9:37 WEIR2105")]
    [InlineData("{ not_null: [id], severity: warn, quarantine: true }", "9:27 WEIR2422")]
    [InlineData("{ row_count: { min: 1 }, quarantine: true }", "9:34 WEIR2422")]
    [InlineData("{ sql: SELECT 1, quarantine: true }", "9:26 WEIR2422")]
    [InlineData("{ sql: \"SELECT 1\\0\" }", "9:16 WEIR2422")]
    [InlineData("{ accepted_values: { column: id, values: [a] } }", "9:51 WEIR2422")]
    [InlineData("{ accepted_values: { column: id, values: [99999999999] } }", "9:51 WEIR2422")]
    [InlineData("{ accepted_values: { column: id, values: [1, ~] } }", "9:54 WEIR2104")]
    [InlineData("{ accepted_values: { column: id } }", "9:28 WEIR2103")]
    [InlineData("{ accepted_range: { column: id } }", "9:27 WEIR2422")]
    [InlineData("{ accepted_range: { column: price, max: 100 } }", "9:49 WEIR2422")]
    [InlineData("{ accepted_range: { column: price, max: 99.99 } }", "")]
    [InlineData("{ accepted_range: { column: at, min: yesterday } }", "9:46 WEIR2422")]
    [InlineData("{ accepted_range: { column: at, min: 2020-01-01 } }", "")]
    [InlineData("{ matches: { column: name, pattern: '(' } }", "9:45 WEIR2423")]
    [InlineData("{ matches: { column: name, pattern: '(?=a)' } }", "9:45 WEIR2423")]
    [InlineData("{ matches: { column: name, pattern: '(?P<x>a)\\pL' } }", "")]
    [InlineData("{ relationships: { column: id, to: others, field: x } }", "9:44 WEIR2424")]
    [InlineData("{ relationships: { column: id, to: other, field: x } }", "")]
    [InlineData("{ row_count: { min: 2, max: 1 } }", "9:37 WEIR2422")]
    [InlineData("{ row_count: {} }", "9:22 WEIR2422")]
    [InlineData("{ freshness: { column: name, max_age: 1d } }", "9:32 WEIR2422")]
    [InlineData("{ freshness: { column: at, max_age: soon } }", "9:45 WEIR2107")]
    public void A_mistake_of_a_test_has_its_place_and_code(string test, string expected) => Assert.Equal(
        expected, string.Join(',', ProjectFolder.Mistakes(Start + test).Select(d => $"{d.Line}:{d.Column} {d.Failure.Code}")));

    [Fact]
    public void The_schema_takes_values_of_any_kind()
    {
        var test = JsonNode.Parse(ProjectSchema.Json())!["properties"]!["tables"]!["additionalProperties"]!["properties"]!["tests"]!["items"]!;

        Assert.Equal(
            ["string", "number", "boolean"],
            test["properties"]!["accepted_range"]!["properties"]!["min"]!["type"]!.AsArray().Select(type => (string)type!));
    }
}
