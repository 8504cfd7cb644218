using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Runs;
using Weir.Testing;

namespace Weir.Project.Testing;

/// <summary>The keys of what a test expects.</summary>
internal static class ExpectationKeys
{
    private static readonly Key<string> Pipeline = new("pipeline", "The pipeline.", KnownNames.Pipeline) { IsRequired = true, Example = "curate" };

    private static readonly Key<RunState> State = new(
        "state",
        "How far they are.",
        Scalars.Choice(
            new Dictionary<string, RunState>
            {
                ["succeeded"] = RunState.Succeeded,
                ["failed"] = RunState.Failed,
                ["retrying"] = RunState.Retrying,
                ["waiting"] = RunState.Waiting,
                ["cancelled"] = RunState.Cancelled,
            },
            []))
    {
        Default = "succeeded",
    };

    private static readonly Key<int> Count = new("count", "How many.", Scalars.Integer(0, 1_000_000)) { Default = "1" };

    private static readonly Key<string> FailedStep = new("failed_step", "The step that failed.", Scalars.Text("a step's name"));

    private static readonly Key<string> Error = new("error", "A part of the failure's code or message.", Scalars.Text("a text")) { Example = "WEIR6001" };

    private static readonly Key<string> StepState = new(
        "state",
        "How it ended.",
        Scalars.Choice(
            new[] { "succeeded", "failed", "skipped", "waiting", "ignored", "cancelled", "crashed", "not_run" }.ToDictionary(word => word), []));

    private static readonly Key<string> Outputs = new("outputs", "What its outputs hold; of objects, only what is written out counts.", AnyJson.Shape);

    private static readonly Key<IReadOnlyDictionary<string, ExpectedStep>> Steps = new(
        "steps",
        "How steps of the run ended, by name: a state, or a map of `state` and `outputs`.",
        new MapShape<ExpectedStep>("step", new StepShape(), (_, _) => { }))
    {
        Example = "{ copy: succeeded }",
    };

    private static readonly Key<IReadOnlyList<ExpectedRun>> Runs = new(
        "runs",
        "The runs: of every pipeline that is named, these and no others.",
        new AnyListShape<ExpectedRun>("run", new RecordShape<ExpectedRun>([Pipeline, State, Count, FailedStep, Error, Steps], BuildRun)));

    private static readonly Key<bool> Absent = new("absent", "Whether there must be no such object.", Scalars.Boolean) { Default = "false" };

    private static readonly Key<IReadOnlyDictionary<string, ExpectedObject>> Objects = new(
        "objects",
        "The objects, by `bucket/key`: a text, or a map that says what they hold. An empty map stands for any content.",
        new MapShape<ExpectedObject>("object", new ObjectShape(), KnownNames.CheckObject) { Identity = name => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(name)) });

    private static readonly Key<IReadOnlyDictionary<string, ExpectedRows>> Tables = new(
        "tables",
        "The rows of tables, by name: a list of rows, or a map of `rows`, `count` and `ordered`. Tables of the schema `weir` have names such as `weir.quarantine`.",
        new MapShape<ExpectedRows>("table", new TableShape(), (_, _) => { }));

    private static readonly Key<string> Sql = new("query", "The query.", Scalars.Text("a query in SQL")) { IsRequired = true, Example = "SELECT count(*) AS n FROM orders" };

    private static readonly Key<IReadOnlyList<ExpectedRows>> Queries = new(
        "queries",
        "What queries of the warehouse find.",
        new AnyListShape<ExpectedRows>("query", new RecordShape<ExpectedRows>(
            [Sql, .. RowKeys.All], (fields, reading) => RowKeys.Of(fields, reading) is { } rows ? rows with { Query = fields.Get(Sql) } : null)));

    private static readonly Key<IReadOnlyList<ExpectedRequest>> Requests = new(
        "requests",
        "The requests that were made: of every one that is meant, these and no others. An empty list stands for none at all.",
        new AnyListShape<ExpectedRequest>("request", new RecordShape<ExpectedRequest>([MockKeys.Pattern, Count, HeaderKeys.Key, .. ContentKeys.All], (fields, reading) =>
            new ExpectedRequest(fields.Map.Place.Line, fields.Get(MockKeys.Pattern))
            {
                Count = fields.Get(Count, 1),
                Headers = fields.Get(HeaderKeys.Key, HeaderKeys.None),
                Body = ContentKeys.Of(fields, reading),
            })));

    private static readonly Key<string> Channel = new(
        "channel", "How they were told.", Scalars.Choice(new[] { "slack", "webhook", "email", "command" }.ToDictionary(word => word), []));

    private static readonly Key<string> Title = new("title", "A part of its title.", Scalars.Text("a text"));

    private static readonly Key<string> Text = new("text", "A part of all that it says.", Scalars.Text("a text"));

    private static readonly Key<IReadOnlyList<ExpectedNotification>> Notifications = new(
        "notifications",
        "What people were told: this, and nothing else.",
        new AnyListShape<ExpectedNotification>("notification", new RecordShape<ExpectedNotification>([Channel, Title, Text], (fields, _) =>
            new ExpectedNotification(fields.Map.Place.Line)
            {
                Channel = fields.TryGet(Channel, out var channel) ? channel : null,
                Title = fields.TryGet(Title, out var title) ? title : null,
                Text = fields.TryGet(Text, out var text) ? text : null,
            })));

    private static readonly Key<string> Of = new("of", "Whose it is: the pipeline, table or reconciliation.", Scalars.Text("a name")) { Example = "orders" };

    private static readonly Key<IReadOnlyList<ExpectedDeadLetter>> DeadLetters = new(
        "dead_letters",
        "What was given up: this, and nothing else. Without this key, what was given up makes the test fail unless `runs` tells of it.",
        new AnyListShape<ExpectedDeadLetter>("dead letter", new RecordShape<ExpectedDeadLetter>([Of, Error], (fields, _) =>
            new ExpectedDeadLetter(fields.Map.Place.Line)
            {
                Of = fields.TryGet(Of, out var of) ? of : null,
                Error = fields.TryGet(Error, out var error) ? error : null,
            })));

    /// <summary>What is expected at a moment.</summary>
    public static RecordShape<TestExpectation> Shape { get; } = new([Runs, Objects, Tables, Queries, Requests, Notifications, DeadLetters], Build) { MayBeNothing = true };

    private static TestExpectation Build(Fields fields, ReadingContext reading) => new()
    {
        Runs = fields.TryGet(Runs, out var runs) ? runs : null,
        Objects = fields.TryGet(Objects, out var objects) ? [.. objects.Select(entry => entry.Value with { Name = entry.Key })] : [],
        Rows =
        [
            .. fields.TryGet(Tables, out var tables) ? tables.Select(entry => entry.Value with { Table = entry.Key }) : [],
            .. fields.TryGet(Queries, out var queries) ? queries : [],
        ],
        Requests = fields.TryGet(Requests, out var requests) ? requests : null,
        Notifications = fields.TryGet(Notifications, out var notifications) ? notifications : null,
        DeadLetters = fields.TryGet(DeadLetters, out var given) ? given : null,
    };

    private static ExpectedRun BuildRun(Fields fields, ReadingContext reading)
    {
        var state = fields.Get(State, RunState.Succeeded);
        if (state == RunState.Succeeded && (fields.Has(FailedStep) || fields.Has(Error)) && !fields.IsWrong(State))
        {
            reading.Wrong(fields.Map, "WEIR2617", $"{reading.Label} has succeeded and has an error.", "Add state: failed, or remove 'failed_step' and 'error'.");
        }

        return new ExpectedRun(fields.Map.Place.Line, fields.Get(Pipeline))
        {
            State = state,
            Count = fields.Get(Count, 1),
            FailedStep = fields.TryGet(FailedStep, out var step) ? step : null,
            Error = fields.TryGet(Error, out var error) ? error : null,
            Steps = fields.TryGet(Steps, out var steps) ? steps : new Dictionary<string, ExpectedStep>(),
        };
    }

    private sealed class StepShape : Shape<ExpectedStep>
    {
        private readonly RecordShape<ExpectedStep> _map = new([StepState, Outputs], (fields, _) => new ExpectedStep(
            fields.TryGet(StepState, out var state) ? state : null, fields.TryGet(Outputs, out var outputs) ? outputs : null));

        private readonly MappedShape<string, ExpectedStep> _word = new(
            Scalars.Choice(new[] { "succeeded", "failed", "skipped", "waiting", "ignored", "cancelled", "crashed", "not_run" }.ToDictionary(word => word), []),
            state => new ExpectedStep(state, null));

        public override Description Describe => _word.Describe with { Or = _map.Describe };

        public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out ExpectedStep value) =>
            node is YamlNode.Map ? _map.TryRead(node, reading, out value) : _word.TryRead(node, reading, out value);
    }

    private sealed class ObjectShape : Shape<ExpectedObject>
    {
        private readonly RecordShape<ExpectedObject> _map = new([.. ContentKeys.All, Absent], (fields, reading) =>
        {
            if (fields.Get(Absent, false) && ContentKeys.IsIn(fields))
            {
                reading.Wrong(fields.NameOf(Absent), "WEIR2617", $"{reading.Label} is absent and holds something.", "Remove one of the keys.");
            }

            return new ExpectedObject(fields.Map.Place.Line, "", ContentKeys.Of(fields, reading), fields.Get(Absent, false));
        })
        {
            MayBeNothing = true,
        };

        public override Description Describe => Scalars.AnyText.Describe with { Or = _map.Describe };

        public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out ExpectedObject value)
        {
            value = null;
            if (node is YamlNode.Scalar { Kind: ScalarKind.Text } text)
            {
                value = new ExpectedObject(node.Place.Line, "", new TestContent.Text(text.Text), IsAbsent: false);
            }

            return value is not null || _map.TryRead(node, reading, out value);
        }
    }

    private sealed class TableShape : Shape<ExpectedRows>
    {
        private readonly RecordShape<ExpectedRows> _map = new(RowKeys.All, RowKeys.Of);

        public override Description Describe => RowKeys.List.Describe with { Or = _map.Describe };

        public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out ExpectedRows value)
        {
            if (node is not YamlNode.Items)
            {
                return _map.TryRead(node, reading, out value);
            }

            value = RowKeys.List.TryRead(node, reading, out var rows) ? new ExpectedRows(node.Place.Line) { Rows = rows } : null;
            return value is not null;
        }
    }
}
