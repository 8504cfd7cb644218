using Weir.Functions;
using Weir.Pipelines;

namespace Weir.Tests.Project.Reading;

/// <summary>A step that calls a function names one of the project, and says what it is to get.</summary>
public class FunctionStepKeysTests
{
    private const string ByObjects = "object_created: raw/**";
    private const string ByChanges = "schema_change: t";

    [Fact]
    public void All_that_a_call_may_say()
    {
        using var project = Project(
            ByObjects, "{ function: f, envelope: sqs_sns, from: 'raw/{{event.key}}', to: 'out/{{event.stem}}/' }, { name: b, function: f, input: [1, a, null] }");

        var steps = project.ReadGood().Pipelines["p"].Steps.Cast<StepDefinition.Function>().ToList();

        Assert.Equal(
            ("function-1", "f", Envelope.SqsSns, "raw/{{event.key}}", "out/{{event.stem}}/"),
            (steps[0].Name, steps[0].Called, steps[0].Envelope, steps[0].From?.Text, steps[0].To?.Text));
        Assert.Null(steps[0].Input);
        Assert.Equal("[1,\"a\",null]"u8, steps[1].Input!.Render(new Dictionary<string, object?>()));
    }

    [Theory]
    [InlineData("{ function: g }", "5:20 WEIR2519")]
    [InlineData("{ function: [f] }", "5:20 WEIR2104")]
    [InlineData("{ copy: { from: raw/a, to: out/a }, envelope: sqs }", "5:44 WEIR2520")]
    [InlineData("{ delete: raw/a, to: out/ }", "5:25 WEIR2520")]
    [InlineData("{ to: out/ }", "5:8 WEIR2110")]
    [InlineData("{ function: f, envelope: sns }", "5:33 WEIR2105")]
    [InlineData("{ function: f, envelope: s3, input: 1 }", "5:37 WEIR2521")]
    [InlineData("{ function: f, from: raw/ }", "5:29 WEIR2307")]
    [InlineData("{ function: f, to: out/a }", "5:27 WEIR2307")]
    [InlineData("{ function: f, to: 'raw/{{event.stem}}/' }", "5:27 WEIR2303")]
    [InlineData("{ function: f, input: { a: [.inf] } }", "5:36 WEIR2522")]
    [InlineData("{ function: f, input: { a: '{{event.kee}}' } }", "5:36 WEIR2502")]
    [InlineData("{ function: f, input: '{{steps.a.outputs.x}}' }", "5:31 WEIR2502")]
    [InlineData("{ function: f, input: '{{steps.b.outputs.x}}' }, { name: b, function: f }", "5:31 WEIR2502")]
    [InlineData("{ name: b, function: f, input: '{{steps.b.outputs}}' }", "5:40 WEIR2502")]
    [InlineData("{ name: b, function: f }, { function: f, input: '{{steps.b.answer}}' }", "5:57 WEIR2502")]
    [InlineData("{ name: b, function: f }, { copy: { from: raw/a, to: out/a } }, { function: f, input: '{{steps.copy-2.outputs}}' }", "5:95 WEIR2502")]
    public void A_mistake_has_its_place_and_code(string steps, string expected)
    {
        using var project = Project(ByObjects, steps);

        Assert.Equal(expected, string.Join(",", project.Read().Diagnostics.Select(d => $"{d.Line}:{d.Column} {d.Failure.Code}")));
    }

    [Fact]
    public void An_envelope_of_objects_is_for_events_of_objects_alone()
    {
        using var wrong = Project(ByChanges, "{ function: f, envelope: sqs }");
        using var right = Project(ByChanges, "{ name: b, function: f }, { function: f, input: '{{steps.b.outputs.x.y}}' }");

        Assert.Equal("5:33 WEIR2521", string.Join(",", wrong.Read().Diagnostics.Select(d => $"{d.Line}:{d.Column} {d.Failure.Code}")));
        Assert.Equal(2, right.ReadGood().Pipelines["p"].Steps.Count);
    }

    private static ProjectFolder Project(string trigger, string steps) => ProjectFolder.Of(
        $"project: p\nbuckets: {{ raw: , out: }}\ntables: {{ t: {{ source: raw/a.csv }} }}\npipelines: {{ p: {{ triggers: [{{ {trigger} }}], steps: [\n       {steps}\n  ] }} }}\n")
        .With("functions/f/handler.py", "");
}
