using System.Diagnostics.CodeAnalysis;

using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Schedules;

namespace Weir.Project.Reading;

/// <summary>The keys of the steps that wait.</summary>
internal static class WaitKeys
{
    private static readonly Key<HandlebarsTemplate> For = new("for", "How long.", Duration()) { Example = "10m" };

    private static readonly Key<HandlebarsTemplate> Until = new(
        "until", "Until when: a time such as `2026-01-31T08:05:00Z`, in UTC where it names no zone. One that is past is not waited for.", TextTemplates.Kept("a time", LiteralChecks.IsTime))
    {
        Example = "\"{{date event.time \\\"yyyy-MM-dd\\\"}}T18:00:00Z\"",
    };

    private static readonly Key<HandlebarsTemplate> Landed = new(
        "object", "Until this object is there, as bucket/key. Later steps may name its `size` and `etag` as outputs.", ObjectTemplates.Object)
    {
        Example = "raw/orders/done.txt",
    };

    private static readonly Key<HandlebarsTemplate> Query = new(
        "query",
        "Until this SQL says yes: the first value of its first row is neither NULL, empty, false nor 0. Later steps may name the row's columns as `row.COLUMN` of its outputs.",
        SqlKeys.Text)
    {
        Example = "SELECT count(*) >= 24 FROM hours WHERE day = {{literal inputs.day}}",
    };

    private static readonly Key<HandlebarsTemplate> File = new(
        "file", "Until the SQL of this file of the folder `sql/` says yes, as that of `query`.", SqlKeys.TextOfFile)
    {
        Example = "sql/is_complete.sql",
    };

    private static readonly Key<string> Connection = new("connection", "The connection that the SQL is for.", SqlKeys.ConnectionName)
    {
        Default = "the warehouse",
        Example = "billing",
    };

    private static readonly Key<TimeSpan> Every = new("every", "How often to look.", Scalars.Duration(TimeSpan.FromDays(1))) { Default = "10s" };

    private static readonly RecordShape<StepDefinition.Wait> Map = new([For, Until, Landed, Query, File, Connection, Every], Build)
    {
        ExactlyOneOf = [For, Until, Landed, Query, File],
    };

    /// <summary>The step that waits for a time or an object.</summary>
    public static Key<StepDefinition.Wait> Step { get; } = new(
        "wait", "Lets some time pass, or waits until something is there. It takes no resources meanwhile, and outlives the process.", new WaitShape())
    {
        Example = "10m",
    };

    /// <summary>The step that waits for a person.</summary>
    public static Key<HandlebarsTemplate> Approve { get; } = new(
        "approve",
        "Waits until a person says yes (`weir approve`); a no (`weir reject`) fails the run. The text is what the person is asked.",
        TextTemplates.Kept("what the person is asked"))
    {
        Example = "\"Load {{event.name}} into production?\"",
    };

    /// <summary>A duration that may be a template.</summary>
    public static ScalarShape<HandlebarsTemplate> Duration() => new(
        new Description("string", "a duration such as 500ms, 10s, 5m, 1h or 1d, which may hold {{…}}"),
        (YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out HandlebarsTemplate value) =>
        {
            value = TextTemplates.Read(scalar, reading);
            if (value is { IsLiteral: true } && !DurationText.TryParse(value.Text, out _))
            {
                reading.Wrong(scalar, "WEIR2107", $"{reading.Label} wants a duration, found '{scalar.Text}'.", "Write a whole number and a unit: 500ms, 10s, 5m, 1h or 1d.");
                return false;
            }

            return value is not null;
        });

    private static StepDefinition.Wait? Build(Fields fields, ReadingContext reading) =>
        !fields.IsWrong(Connection)
        && AllBelong([Connection], [Query, File], fields, reading)
        && AllBelong([Every], [Landed, Query, File], fields, reading)
        && ConditionOf(fields) is { } condition
            ? new StepDefinition.Wait(condition) { Name = "" }
            : null;

    private static WaitCondition? ConditionOf(Fields fields)
    {
        var every = fields.Get(Every, TimeSpan.FromSeconds(10));
        return fields switch
        {
            _ when fields.TryGet(For, out var duration) => new WaitCondition.For(duration),
            _ when fields.TryGet(Until, out var time) => new WaitCondition.Until(time),
            _ when fields.TryGet(Landed, out var name) => new WaitCondition.Landed(name, every),
            _ when fields.TryGet(Query, out var sql) || fields.TryGet(File, out sql) =>
                new WaitCondition.Answered(sql, fields.TryGet(Connection, out var connection) ? connection : null, every),
            _ => null,
        };
    }

    private static bool AllBelong(IReadOnlyList<Key> keys, IReadOnlyList<Key> beside, Fields fields, ReadingContext reading)
    {
        if (beside.Any(fields.Has) || keys.FirstOrDefault(fields.Has) is not { } stray)
        {
            return true;
        }

        var wanted = string.Join(" or ", beside.Select(key => $"'{key.Name}'"));
        reading.Wrong(fields.NameOf(stray), "WEIR2338", $"{reading.Label} has '{stray.Name}' without {wanted}, which it belongs to.", $"Remove '{stray.Name}', or wait for {wanted}.");
        return false;
    }

    /// <summary>A duration alone, or a map that says what for.</summary>
    private sealed class WaitShape : Shape<StepDefinition.Wait>
    {
        private readonly ScalarShape<HandlebarsTemplate> _duration = Duration();

        public override Description Describe => _duration.Describe with { Or = Map.Describe };

        public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out StepDefinition.Wait value)
        {
            if (node is not YamlNode.Scalar)
            {
                return Map.TryRead(node, reading, out value);
            }

            value = _duration.TryRead(node, reading, out var duration) ? new StepDefinition.Wait(new WaitCondition.For(duration)) { Name = "" } : null;
            return value is not null;
        }
    }
}
