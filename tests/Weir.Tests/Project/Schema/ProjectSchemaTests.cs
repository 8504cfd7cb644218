using System.Text.Json.Nodes;

using Weir.Project;
using Weir.Tests.House;

namespace Weir.Tests.Project.Schema;

public class ProjectSchemaTests
{
    [Theory]
    [InlineData("docs/reference/project-file.md")]
    [InlineData("docs/reference/project.schema.json")]
    public void The_committed_reference_is_the_generated_one(string file)
    {
        var path = Path.Combine(Sources.Root, file);
        var generated = file.EndsWith(".md", StringComparison.Ordinal) ? ProjectSchema.Page() : ProjectSchema.Json();
        if (Environment.GetEnvironmentVariable("WEIR_WRITE_REFERENCE") == "1")
        {
            File.WriteAllText(path, generated);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == generated,
            $"{file} is not what the keys say. Run: WEIR_WRITE_REFERENCE=1 dotnet test tests/Weir.Tests --filter ProjectSchemaTests");
    }

    [Fact]
    public void The_schema_knows_every_key()
    {
        var schema = JsonNode.Parse(ProjectSchema.Json())!;

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string)schema["$schema"]!);
        Assert.Equal(["project", "retention", "log_retention", "buckets", "pipelines", "tables", "connections", "reconciliations", "functions", "on_failure", "alarms", "server", "vars", "environments", "tenants"], schema["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal(["project"], schema["required"]!.AsArray().Select(k => (string)k!));
        Assert.Equal(5, (int)schema["properties"]!["tables"]!["additionalProperties"]!["properties"]!["retry"]!["properties"]!["max_attempts"]!["default"]!);
        Assert.Equal("append", (string)schema["properties"]!["tables"]!["additionalProperties"]!["properties"]!["write_disposition"]!["default"]!);
        Assert.Equal("array", (string)schema["properties"]!["tables"]!["additionalProperties"]!["properties"]!["storage"]!["properties"]!["partition_by"]!["type"]!);
        Assert.DoesNotContain("\"change\"", ProjectSchema.Json(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_starters_fit_the_schema()
    {
        var schema = JsonNode.Parse(ProjectSchema.Json())!.AsObject();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Sources.Root, "src/Weir.Project/Starters"), "weir.yaml", SearchOption.AllDirectories))
        {
            Assert.Empty(TinySchema.Mistakes(schema, TinySchema.Json(File.ReadAllBytes(file)), "$"));
        }
    }

    [Theory]
    [InlineData("project: orders\nbuckets: { raw: { pth: x } }", "$.buckets.raw.pth: unknown")]
    [InlineData("buckets: {}", "$.project: missing")]
    [InlineData("project: 5", "$.project: number for string")]
    [InlineData("project: A B", "$.project: pattern")]
    [InlineData("project: p\ntables: { t: { source: a/b.json, on_error: x } }", "$.tables.t.on_error: enum")]
    [InlineData("project: p\ntables: { t: { source: a/b.json, columns: { a: { type: bigit } } } }", "$.tables.t.columns.a: anyOf")]
    [InlineData("project: p\ntables: { t: { source: a/b.json, retry: { max_attempts: 101 } } }", "$.tables.t.retry.max_attempts: maximum")]
    [InlineData("project: p\npipelines: { t: { triggers: [], steps: [ { name: x } ] } }", "$.pipelines.t.triggers: minItems,$.pipelines.t.steps[0]: oneOf")]
    public void What_the_reader_refuses_the_schema_refuses(string yaml, string mistakes)
    {
        var schema = JsonNode.Parse(ProjectSchema.Json())!.AsObject();

        Assert.Equal(mistakes, string.Join(',', TinySchema.Mistakes(schema, TinySchema.Json(System.Text.Encoding.UTF8.GetBytes(yaml)), "$")));
        Assert.NotEmpty(ProjectFolder.Mistakes(yaml));
    }
}
