namespace Weir.Tests.Project.Reading;

/// <summary>What steps may name depends on what starts their pipeline.</summary>
public class TriggerKeysTests
{
    private const string Start = "project: p\nbuckets: { raw: }\ntables: { t: { source: raw/a.csv } }\n"
        + "reconciliations: { r: { source: t, target: { query: FROM t }, key: [id] } }\n";

    [Theory]
    [InlineData("{ reconciliation: r }", "event.reconciliation")]
    [InlineData("{ reconciliation: r, on: match }", "event.outcome")]
    [InlineData("{ schema_change: t }", "event.changes")]
    [InlineData("{ schema_change: t__items }", "event.table")]
    [InlineData("{ object_created: raw/x }", "event.key")]
    [InlineData("{ reconciliation: r }, { schema_change: t }", "event.id")]
    public void What_an_event_has_can_be_named(string triggers, string name) => Assert.Empty(Mistakes(triggers, name));

    [Theory]
    [InlineData("{ reconciliation: r }", "event.key", "The template names 'event.key', which is not known here.")]
    [InlineData("{ schema_change: t }", "event.outcome", "The template names 'event.outcome', which is not known here.")]
    [InlineData("{ object_created: raw/x }", "event.table", "The template names 'event.table', which is not known here.")]
    [InlineData("{ reconciliation: r }, { object_created: raw/x }", "event.key", "The template names 'event.key', which not everything that starts the pipeline has.")]
    public void What_an_event_lacks_cannot(string triggers, string name, string message) => Assert.Equal([message], Mistakes(triggers, name));

    [Theory]
    [InlineData("\"0 3 * *\"", "WEIR2705")]
    [InlineData("\"0 0 31 feb *\"", "WEIR2705")]
    [InlineData("{ cron: \"@daily\", timezone: Europe/Bruxelles }", "WEIR2706")]
    [InlineData("{ cron: \"@daily\", missed: some }", "WEIR2105")]
    [InlineData("{ timezone: UTC }", "WEIR2103")]
    [InlineData("{ cron: \"*/5 * * * *\", timezone: Europe/Brussels, missed: none }", "")]
    [InlineData("\"@weekly\"", "")]
    public void A_mistake_of_a_schedule_has_its_code(string schedule, string code) => Assert.Equal(code, string.Join(',', ProjectFolder
        .Mistakes($"project: p\nreconciliations: {{ r: {{ source: {{ query: FROM a }}, target: {{ query: FROM b }}, key: [id], schedule: {schedule} }} }}\n")
        .Select(d => d.Failure.Code)));

    [Theory]
    [InlineData("triggers: [{ manual: true }], inputs: { who: { options: [a, b], default: a }, n: { type: integer, required: true }, x: }", "inputs.x", "")]
    [InlineData("triggers: [{ manual: true }], inputs: { who: }", "inputs.wo", "WEIR2502")]
    [InlineData("triggers: [{ manual: true }]", "inputs.who", "WEIR2502")]
    [InlineData("triggers: [{ manual: true }], inputs: { n: { type: integer, default: 1.5 } }", "event.id", "WEIR2308")]
    [InlineData("triggers: [{ manual: true }], inputs: { n: { type: integer, options: [1, two] } }", "event.id", "WEIR2308")]
    [InlineData("triggers: [{ manual: true }], inputs: { n: { options: [a, b], default: c } }", "event.id", "WEIR2308")]
    [InlineData("triggers: [{ manual: true }], inputs: { n: { required: true, default: c } }", "event.id", "WEIR2309")]
    [InlineData("triggers: [{ load: t }], inputs: { n: }", "event.id", "WEIR2310")]
    [InlineData("triggers: [{ load: t }, { manual: true }], inputs: { n: { required: true } }", "event.id", "WEIR2310")]
    [InlineData("triggers: [{ load: t }, { manual: true }], inputs: { n: }", "inputs.n", "")]
    [InlineData("triggers: [{ manual: false }]", "event.id", "WEIR2311")]
    [InlineData("triggers: [{ after: y }]", "event.id", "WEIR2312")]
    [InlineData("triggers: [{ after: x }]", "event.id", "WEIR2303")]
    [InlineData("triggers: [{ after: x, on: difference }]", "event.id", "WEIR2703")]
    [InlineData("triggers: [{ load: t, on: success }]", "event.id", "WEIR2703")]
    [InlineData("triggers: [{ reconciliation: r, on: success }]", "event.id", "WEIR2703")]
    [InlineData("triggers: [{ load: t__items }]", "event.id", "WEIR2702")]
    [InlineData("triggers: [{ load: u }]", "event.id", "WEIR2702")]
    [InlineData("triggers: [{ message: 'a b' }]", "event.id", "WEIR2203")]
    [InlineData("triggers: [{ message: a-b }]", "event.message.anything.at.all", "")]
    [InlineData("triggers: [{ message: a-b }]", "event.message", "")]
    [InlineData("triggers: [{ message: a-b }, { message: c }]", "event.message.id", "")]
    [InlineData("triggers: [{ message: a-b }, { load: t }]", "event.message.id", "WEIR2502")]
    [InlineData("triggers: [{ schedule: 'cron(0 3 ? * MON *)' }, { schedule: { cron: rate(5 minutes), overlap: true } }]", "event.schedule", "")]
    [InlineData("triggers: [{ schedule: 'cron(0 3 * * MON *)' }]", "event.schedule", "WEIR2705")]
    public void A_mistake_of_a_trigger_or_an_input_has_its_code(string keys, string name, string codes) => Assert.Equal(codes, string.Join(',', ProjectFolder
        .Mistakes($"{Start}pipelines: {{ x: {{ steps: [delete: 'raw/{{{{{name}}}}}'], {keys} }} }}\n")
        .Select(d => d.Failure.Code).Order()));

    [Fact]
    public void Pipelines_that_run_after_one_another_in_a_circle_are_found()
    {
        var mistake = Assert.Single(ProjectFolder.Mistakes(
            "project: p\nbuckets: { raw: }\npipelines:\n"
            + string.Concat(new[] { ("a", "c"), ("b", "a"), ("c", "b"), ("d", "a") }.Select(pair =>
                $"  {pair.Item1}: {{ triggers: [{{ after: {pair.Item2} }}], steps: [delete: raw/x] }}\n"))));

        Assert.Equal("WEIR2303", mistake.Failure.Code);
        Assert.Equal("Pipelines would trigger one another for ever: 'a' runs after 'c', which runs after 'b', which runs after 'a'.", mistake.Failure.Message);
    }

    [Fact]
    public void Pipelines_that_start_one_another_by_messages_are_found()
    {
        var mistake = Assert.Single(ProjectFolder.Mistakes(
            "project: p\nbuckets: { raw: }\npipelines:\n"
            + "  a: { triggers: [{ message: x }], steps: [publish: { topic: y }] }\n"
            + "  b: { triggers: [{ message: y }], steps: [publish: { topic: x, message: [1] }] }\n"
            + "  c: { triggers: [{ message: y }], steps: [publish: { topic: z }] }\n"));

        Assert.Equal("WEIR2303", mistake.Failure.Code);
    }

    private static IEnumerable<string> Mistakes(string triggers, string name) => ProjectFolder
        .Mistakes($"{Start}pipelines: {{ x: {{ steps: [delete: 'raw/{{{{{name}}}}}'], triggers: [{triggers}] }} }}\n")
        .Select(d => d.Failure.Message);
}
