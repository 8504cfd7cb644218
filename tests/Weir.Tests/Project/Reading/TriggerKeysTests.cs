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

    private static IEnumerable<string> Mistakes(string triggers, string name) => ProjectFolder
        .Mistakes($"{Start}pipelines: {{ x: {{ steps: [delete: 'raw/{{{{{name}}}}}'], triggers: [{triggers}] }} }}\n")
        .Select(d => d.Failure.Message);
}
