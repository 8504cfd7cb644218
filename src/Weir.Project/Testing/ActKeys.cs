using System.Diagnostics.CodeAnalysis;

using Weir.Project.Reading;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Schedules;
using Weir.Testing;

namespace Weir.Project.Testing;

/// <summary>The keys of what happens in a test, one after the other.</summary>
internal static class ActKeys
{
    private const string UntilIdle = "until_idle";

    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(3_650);

    private static readonly Key<IReadOnlyDictionary<string, TestContent>> Put = new(
        "put", "Objects land, all at once: their contents by `bucket/key`.", ContentKeys.Objects);

    private static readonly Key<string> Topic = new("topic", "To which topic.", Scalars.Text("a topic")) { IsRequired = true, Example = "orders" };

    private static readonly Key<TestAct.Publish> Publish = new(
        "publish",
        "A message is published.",
        new RecordShape<TestAct.Publish>([Topic, .. ContentKeys.All], (fields, reading) => new TestAct.Publish(
            fields.Map.Place.Line, fields.Get(Topic), ContentKeys.Of(fields, reading) ?? new TestContent.Text(""))));

    private static readonly Key<string> Pipeline = new("pipeline", "The pipeline.", KnownNames.Pipeline) { IsRequired = true, Example = "curate" };

    private static readonly Key<IReadOnlyDictionary<string, TestValue>> Inputs = new(
        "inputs", "What it is given, by name.", new MapShape<TestValue>("input", TestValues.Shape, (_, _) => { }));

    private static readonly Key<TestAct.Run> Run = new(
        "run",
        "Somebody asks for a run of a pipeline that has the trigger `manual`.",
        new RecordShape<TestAct.Run>([Pipeline, Inputs], (fields, _) => new TestAct.Run(
            fields.Map.Place.Line,
            fields.Get(Pipeline),
            fields.TryGet(Inputs, out var inputs) ? inputs.ToDictionary(input => input.Key, input => input.Value.Text) : new Dictionary<string, string>())));

    private static readonly Key<string> To = new(
        "to",
        "The method and the path, with its query.",
        new ScalarShape<string>(new Description("string", "a method and a path such as POST /orders") { Pattern = "^[A-Z]+ /" }, ReadTo))
    {
        IsRequired = true,
        Example = "POST /orders",
    };

    private static readonly Key<int> Status = new("status", "The status of the answer; without this key any of 200 to 299 will do.", Scalars.Integer(100, 599));

    private static readonly Key<string> AnswerJson = new("json", "What the answer holds; of objects, only what is written out counts.", AnyJson.Shape);

    private static readonly Key<AnswerTo> Answer = new(
        "answer",
        "How it must be answered.",
        new RecordShape<AnswerTo>([Status, AnswerJson], (fields, _) => new AnswerTo(
            fields.TryGet(Status, out var status) ? status : null, fields.TryGet(AnswerJson, out var json) ? json : null)));

    private static readonly Key<TestAct.Request> Request = new(
        "request", "A request comes in, for a pipeline that has the trigger `http`.", new RecordShape<TestAct.Request>([To, HeaderKeys.Key, .. ContentKeys.All, Answer], BuildRequest));

    private static readonly Key<TestAct.Advance> Advance = new(
        "advance",
        $"Time passes: what falls due meanwhile is done at its time, in order. `{UntilIdle}` stands for as long as something but a schedule waits for a time.",
        new ScalarShape<TestAct.Advance>(new Description("string", $"a duration such as 10m, or {UntilIdle}") { Pattern = $"^([0-9]+(ms|s|m|h|d)|{UntilIdle})$" }, ReadAdvance));

    private static readonly Key<string> Step = new("step", "The step. Needed where more than one waits for an answer.", Scalars.Text("a step's name"));

    private static readonly Key<string> By = new("by", "Who answers.", Scalars.Text("a name")) { Default = "test" };

    private static readonly Key<string> Comment = new("comment", "What they say about it.", Scalars.Text("a text"));

    private static readonly Key<TestAct.Decide> Approve = new("approve", "A person agrees to a step that waits for it.", DecisionShape(isApproved: true));

    private static readonly Key<TestAct.Decide> Reject = new("reject", "A person refuses it.", DecisionShape(isApproved: false));

    private static readonly Key<TestExpectation> Expect = new("expect", "It is looked whether all is as expected so far.", ExpectationKeys.Shape);

    private static readonly IReadOnlyList<Key> Kinds = [Put, Publish, Run, Request, Advance, Approve, Reject, Expect];

    /// <summary>The key of a test.</summary>
    public static Key<IReadOnlyList<TestAct>> Key { get; } = new(
        "when",
        "What happens, one after the other. After each, all is worked off that is due; the clock stands still meanwhile.",
        new AnyListShape<TestAct>("act", new RecordShape<TestAct>(Kinds, Build) { ExactlyOneOf = [.. Kinds] }));

    /// <summary>The objects of a test that are there first.</summary>
    public static Key<IReadOnlyDictionary<string, TestContent>> Objects { get; } = new(
        "objects", "Objects that land first, all at once: their contents by `bucket/key`.", ContentKeys.Objects)
    {
        Example = "{ raw/orders/1.json: { json: { id: 1 } } }",
    };

    private static TestAct? Build(Fields fields, ReadingContext reading)
    {
        var line = fields.Map.Place.Line;
        return fields.TryGet(Put, out var objects) ? new TestAct.Put(line, objects)
            : fields.TryGet(Publish, out var publish) ? publish
            : fields.TryGet(Run, out var run) ? run
            : fields.TryGet(Request, out var request) ? request
            : fields.TryGet(Advance, out var advance) ? advance
            : fields.TryGet(Approve, out var approve) ? approve
            : fields.TryGet(Reject, out var reject) ? reject
            : fields.TryGet(Expect, out var expect) ? new TestAct.Expect(line, expect, IsLast: false)
            : null;
    }

    private static TestAct.Request BuildRequest(Fields fields, ReadingContext reading)
    {
        var answer = fields.Get(Answer, new AnswerTo(null, null));
        return new TestAct.Request(fields.Map.Place.Line, fields.Get(To).Split(' ')[0], fields.Get(To).Split(' ')[1])
        {
            Headers = fields.Get(HeaderKeys.Key, HeaderKeys.None),
            Body = ContentKeys.Of(fields, reading),
            Status = answer.Status,
            Answer = answer.Json,
        };
    }

    private static RecordShape<TestAct.Decide> DecisionShape(bool isApproved) => new([Pipeline, Step, By, Comment], (fields, _) =>
        new TestAct.Decide(fields.Map.Place.Line, fields.Get(Pipeline), isApproved)
        {
            Step = fields.TryGet(Step, out var step) ? step : null,
            By = fields.Get(By, "test"),
            Comment = fields.TryGet(Comment, out var comment) ? comment : null,
        });

    private static bool ReadTo(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        if (scalar.Text.Split(' ') is [{ Length: > 0 } method, ['/', ..]] && method.All(char.IsAsciiLetterUpper))
        {
            return true;
        }

        reading.Wrong(scalar, "WEIR2614", $"'{scalar.Text}' is no request.", "Write a method and a path, such as POST /orders.");
        return false;
    }

    private static bool ReadAdvance(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out TestAct.Advance value)
    {
        value = new TestAct.Advance(scalar.Place.Line, null);
        if (scalar.Text == UntilIdle)
        {
            return true;
        }

        if (!DurationText.TryParse(scalar.Text, out var by) || by <= TimeSpan.Zero || by > LongestTime)
        {
            reading.Wrong(scalar, "WEIR2615", $"{reading.Label} wants a duration, found '{scalar.Text}'.", $"Write a whole number and a unit, such as 10m, at most 3650d; or {UntilIdle}.");
            return false;
        }

        value = value with { By = by };
        return true;
    }

    private sealed record AnswerTo(int? Status, string? Json);
}
