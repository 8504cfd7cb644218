using System.Text;
using System.Text.Json.Nodes;

using Weir.Project.Testing;
using Weir.Tests.House;
using Weir.Tests.Project.Schema;

namespace Weir.Tests.Project.Testing;

public sealed class TestSchemaTests
{
    [Theory]
    [InlineData("docs/reference/test-file.md")]
    [InlineData("docs/reference/tests.schema.json")]
    public void The_committed_reference_is_the_generated_one(string file)
    {
        var path = Path.Combine(Sources.Root, file);
        var generated = file.EndsWith(".md", StringComparison.Ordinal) ? TestSchema.Page() : TestSchema.Json();
        if (Environment.GetEnvironmentVariable("WEIR_WRITE_REFERENCE") == "1")
        {
            File.WriteAllText(path, generated);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == generated,
            $"{file} is not what the keys say. Run: WEIR_WRITE_REFERENCE=1 dotnet test tests/Weir.Tests --filter TestSchemaTests");
    }

    [Fact]
    public void The_tests_of_the_examples_fit_the_schema()
    {
        var schema = JsonNode.Parse(TestSchema.Json())!.AsObject();
        var files = Directory.EnumerateDirectories(Path.Combine(Sources.Root, "examples"))
            .Select(example => Path.Combine(example, "tests")).Where(Directory.Exists).SelectMany(tests => Directory.EnumerateFiles(tests, "*.yaml")).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Empty(TinySchema.Mistakes(schema, TinySchema.Json(File.ReadAllBytes(file)), "$")));
    }

    [Theory]
    [InlineData("tests: [{ name: a, expect: { tables: { t: [{ id: 1 }] }, objects: { raw/a: x, raw/b: { absent: true } } } }]", "")]
    [InlineData("tests: [{ name: a, when: [{ advance: 10m }, { advance: until_idle }], expect: {} }]", "")]
    [InlineData("tests: []", "$.tests: minItems")]
    [InlineData("tests: [{ name: a }]", "$.tests[0].expect: missing")]
    [InlineData("tests: [{ name: a, expct: {}, expect: {} }]", "$.tests[0].expct: unknown")]
    [InlineData("tests: [{ name: a, when: [{ advance: soon }], expect: {} }]", "$.tests[0].when[0].advance: pattern")]
    [InlineData("tests: [{ name: a, expect: { runs: [{ pipeline: a, state: done }] } }]", "$.tests[0].expect.runs[0].state: enum")]
    public void The_schema_takes_what_is_right_and_refuses_what_is_not(string yaml, string mistakes)
    {
        var schema = JsonNode.Parse(TestSchema.Json())!.AsObject();

        Assert.Equal(mistakes, string.Join(',', TinySchema.Mistakes(schema, TinySchema.Json(Encoding.UTF8.GetBytes(yaml)), "$")));
    }
}
