using Weir.Pipelines;

namespace Weir.Tests.Project.Reading;

/// <summary>A step that runs SQL.</summary>
public class SqlKeysTests
{
    [Fact]
    public void All_that_it_may_say()
    {
        using var project = Project(
            "{ name: a, sql: 'SELECT {{literal event.key}}, {{ident event.stem}}, {{raw event.name}}' }, "
            + "{ sql: { file: sql/deep/b.sql, connection: c } }, { delete: 'out/{{steps.a.outputs.row.x}}{{steps.sql-2.outputs.row_count}}' }")
            .With("sql/deep/b.sql", "SELECT {{literal event.key}}");

        var definition = project.ReadGood();
        var steps = definition.Pipelines["p"].Steps.OfType<StepDefinition.Sql>().ToList();
        project.With("sql/deep/b.sql", "SELECT 2");

        Assert.Equal(("SELECT {{literal event.key}}", "c"), (steps[1].Statements.Text, steps[1].Connection));
        Assert.NotEqual(definition.Revision, project.ReadGood().Revision);
    }

    [Theory]
    [InlineData("{ sql: '' }", "weir.yaml:5:15 WEIR2109")]
    [InlineData("{ sql: \"SELECT '{{event.key}}'\" }", "weir.yaml:5:15 WEIR2530")]
    [InlineData("{ sql: { query: 'SELECT {{quote event.key}}' } }", "weir.yaml:5:24 WEIR2530")]
    [InlineData("{ sql: { query: x, file: sql/good.sql } }", "weir.yaml:5:27 WEIR2110")]
    [InlineData("{ sql: { connection: c } }", "weir.yaml:5:15 WEIR2110")]
    [InlineData("{ sql: { query: x, connection: d } }", "weir.yaml:5:39 WEIR2902")]
    [InlineData("{ sql: { file: sql/bed.sql } }", "weir.yaml:5:23 WEIR2533")]
    [InlineData("{ sql: { file: ../sql/bad.sql } }", "weir.yaml:5:23 WEIR2533")]
    [InlineData("{ sql: { file: sql/bad.sql } }", "sql/bad.sql:2:8 WEIR2502")]
    [InlineData("{ sql: { file: sql/raw.sql } }", "sql/raw.sql:1:1 WEIR2530")]
    public void A_mistake_has_its_place_and_code(string steps, string expected)
    {
        using var project = Project(steps).With("sql/good.sql", "SELECT 1").With("sql/bad.sql", "SELECT 1,\n       {{literal event.kee}}").With("sql/raw.sql", "SELECT {{event.key}}");

        Assert.Equal(expected, string.Join(",", project.Read().Diagnostics.Select(d => $"{d.File}:{d.Line}:{d.Column} {d.Failure.Code}")));
    }

    private static ProjectFolder Project(string steps) => ProjectFolder.Of(
        $"project: p\nbuckets: {{ raw: , out: }}\nconnections: {{ c: {{ type: sqlite, path: c.db }} }}\npipelines: {{ p: {{ triggers: [{{ object_created: raw/** }}], steps: [\n       {steps}\n  ] }} }}\n");
}
