using Weir.Pipelines;

namespace Weir.Tests.Project.Reading;

/// <summary>A step that runs a command.</summary>
public class ShellKeysTests
{
    [Fact]
    public void All_that_a_command_may_say()
    {
        using var project = Project(
            "{ shell: 'echo {{quote event.key}} {{raw \"{{.Names}}\"}}' }, "
            + "{ name: b, shell: { run: 'print()', working_directory: 'x/{{event.stem}}', shell: python3 }, env: { A: 1, B: '{{event.key}}' }, from: raw/a, to: out/ }, "
            + "{ delete: 'out/{{steps.shell-1.outputs.x}}{{steps.b.outputs.y}}' }");

        var steps = project.ReadGood().Pipelines["p"].Steps.OfType<StepDefinition.Shell>().ToList();

        var scope = new Dictionary<string, object?> { ["event"] = new Dictionary<string, object?> { ["key"] = "it's" } };
        Assert.Equal("echo 'it'\\''s' {{.Names}}", steps[0].Command.Render(scope));
        Assert.Equal(("sh", null, 0), (steps[0].Interpreter, steps[0].WorkingDirectory, steps[0].Env.Count));
        Assert.Equal(("b", "python3", "x/{{event.stem}}", "raw/a", "out/"), (steps[1].Name, steps[1].Interpreter, steps[1].WorkingDirectory?.Text, steps[1].From?.Text, steps[1].To?.Text));
        Assert.Equal(["A=1", "B={{event.key}}"], steps[1].Env.Select(e => $"{e.Key}={e.Value}"));
    }

    [Theory]
    [InlineData("{ shell: '' }", "5:17 WEIR2109")]
    [InlineData("{ shell: 'echo {{event.key}}' }", "5:17 WEIR2530")]
    [InlineData("{ shell: 'echo {{#if event.key}}{{lower event.key}}{{/if}}' }", "5:17 WEIR2530")]
    [InlineData("{ shell: { run: 'print({{quote event.key}})', shell: python3 } }", "5:17 WEIR2530")]
    [InlineData("{ shell: { run: 'x', shell: 'bash -c' } }", "5:36 WEIR2532")]
    [InlineData("{ shell: { shell: bash } }", "5:17 WEIR2103")]
    [InlineData("{ shell: 'x', envelope: sqs }", "5:22 WEIR2520")]
    [InlineData("{ delete: raw/a, env: { A: b } }", "5:25 WEIR2520")]
    [InlineData("{ function: f, env: { _HANDLER: b } }", "5:30 WEIR2516")]
    [InlineData("{ shell: 'x', env: { WEIR_A: b } }", "5:29 WEIR2516")]
    [InlineData("{ shell: 'x', env: { TMPDIR: b } }", "5:29 WEIR2516")]
    [InlineData("{ shell: 'x', env: { A-B: b } }", "5:29 WEIR2516")]
    [InlineData("{ shell: 'x', env: { A: [b] } }", "5:32 WEIR2104")]
    [InlineData("{ shell: 'x', env: { A: '{{event.kee}}' } }", "5:33 WEIR2502")]
    public void A_mistake_has_its_place_and_code(string steps, string expected)
    {
        using var project = Project(steps);

        Assert.Equal(expected, string.Join(",", project.Read().Diagnostics.Select(d => $"{d.Line}:{d.Column} {d.Failure.Code}")));
    }

    private static ProjectFolder Project(string steps) => ProjectFolder.Of(
        $"project: p\nbuckets: {{ raw: , out: }}\n\npipelines: {{ p: {{ triggers: [{{ object_created: raw/** }}], steps: [\n       {steps}\n  ] }} }}\n")
        .With("functions/f/handler.py", "");
}
