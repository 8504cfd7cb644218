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
    [InlineData("triggers: [{ message: a-b, dedupe_key: '{{event.message.id}}', dedupe_for: 7d }]", "event.id", "")]
    [InlineData("triggers: [{ message: a-b, dedupe_key: '{{event.key}}' }]", "event.id", "WEIR2502")]
    [InlineData("triggers: [{ message: a-b, dedupe_for: 7d }]", "event.id", "WEIR2313")]
    [InlineData("triggers: [{ message: a-b, dedupe_key: '{{event.message.id}}', dedupe_for: 15d }]", "event.id", "WEIR2313")]
    [InlineData("triggers: [{ message: a-b, dedupe_key: '' }]", "event.id", "WEIR2109")]
    [InlineData("triggers: [{ manual: true, dedupe_key: '{{inputs.n}}' }], inputs: { n: }", "inputs.n", "")]
    [InlineData("triggers: [{ object_created: { pattern: raw/**, suffix: [.csv, .csv.gz], min_size: 1B, max_size: 1MB, prefix: in/ }, dedupe_key: '{{event.etag}}' }]", "event.key", "")]
    [InlineData("triggers: [{ object_created: { pattern: raw/**, suffix: .csv } }]", "event.key", "")]
    [InlineData("triggers: [{ object_created: { pattern: raw/**, min_size: 2MB, max_size: 1MB } }]", "event.key", "WEIR2314")]
    [InlineData("triggers: [{ object_created: { suffix: .csv } }]", "event.key", "WEIR2103")]
    [InlineData("triggers: [{ http: { path: '/o/{id}', method: [POST, PUT], save_to: 'raw/{{event.params.id}}', wait: 10s, auth: { bearer: t }, schema: { type: object } } }]", "event.body.anything", "")]
    [InlineData("triggers: [{ http: { path: '/o/{id}', save_to: raw/x, wait: true, auth: none, max_body: 100MB } }]", "event.key", "")]
    [InlineData("triggers: [{ http: { path: /o }, dedupe_key: '{{event.headers.x-github-delivery}}' }]", "event.query.a", "")]
    [InlineData("triggers: [{ http: { path: '/o/{id}' } }]", "event.params.di", "WEIR2502")]
    [InlineData("triggers: [{ http: { path: /o } }]", "event.key", "WEIR2502")]
    [InlineData("triggers: [{ http: { path: /o, save_to: 'raw/{{event.key}}' } }]", "event.key", "WEIR2502")]
    [InlineData("triggers: [{ http: { path: o } }]", "event.id", "WEIR2321")]
    [InlineData("triggers: [{ http: { path: '/{a}/{a}' } }]", "event.id", "WEIR2321")]
    [InlineData("triggers: [{ http: { path: '/{a}' } }, { http: { path: '/{b}', method: [GET, POST] } }]", "event.id", "WEIR2322")]
    [InlineData("triggers: [{ http: { path: /o, schema: schemas/none.json } }]", "event.id", "WEIR2323")]
    [InlineData("triggers: [{ http: { path: /o, schema: { type: text } } }]", "event.id", "WEIR2323")]
    [InlineData("triggers: [{ http: { path: /o, save_to: '{{event.body.bucket}}/x' } }]", "event.id", "WEIR2324")]
    [InlineData("triggers: [{ http: { path: /o, max_body: 257KB } }]", "event.id", "WEIR2325")]
    [InlineData("triggers: [{ http: { path: /o, method: FETCH } }]", "event.id", "WEIR2105")]
    [InlineData("triggers: [{ http: { path: /o, auth: { bearer: a, github: b } } }]", "event.id", "WEIR2110")]
    [InlineData("triggers: [{ http: { path: /o, auth: open } }]", "event.id", "WEIR2105")]
    [InlineData("triggers: [{ message: a-b }, { message: c }]", "event.message.id", "")]
    [InlineData("triggers: [{ message: a-b }, { load: t }]", "event.message.id", "WEIR2502")]
    [InlineData("triggers: [{ schedule: 'cron(0 3 ? * MON *)' }, { schedule: { cron: rate(5 minutes), overlap: true } }]", "event.schedule", "")]
    [InlineData("triggers: [{ schedule: 'cron(0 3 * * MON *)' }]", "event.schedule", "WEIR2705")]
    public void A_mistake_of_a_trigger_or_an_input_has_its_code(string keys, string name, string codes) => Assert.Equal(codes, string.Join(',', ProjectFolder
        .Mistakes($"{Start}pipelines: {{ x: {{ steps: [delete: 'raw/{{{{{name}}}}}'], {keys} }} }}\n")
        .Select(d => d.Failure.Code).Order()));

    [Theory]
    [InlineData("listen: 127.0.0.1:7474", "")]
    [InlineData("listen: '[::1]:0', hosts: [a.example]", "")]
    [InlineData("listen: localhost:80", "")]
    [InlineData("listen: 127.0.0.1", "WEIR2326")]
    [InlineData("listen: example.org:80", "WEIR2326")]
    [InlineData("listen: 127.0.0.1:65536", "WEIR2326")]
    [InlineData("web: '[::1]:0'", "")]
    [InlineData("web: false", "WEIR2104")]
    [InlineData("web: here", "WEIR2326")]
    [InlineData("port: 80", "WEIR2101")]
    public void A_mistake_of_the_server_has_its_code(string keys, string code) =>
        Assert.Equal(code, string.Join(',', ProjectFolder.Mistakes($"project: p\nserver: {{ {keys} }}\n").Select(d => d.Failure.Code)));

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
