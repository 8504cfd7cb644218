using System.Diagnostics.CodeAnalysis;

using Weir.Alarms;
using Weir.Deliveries;
using Weir.Notifications;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The keys of an alarm.</summary>
internal static class AlarmKeys
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private static readonly Key<int> Count = new("above", "How many there may be.", Scalars.Integer(0, int.MaxValue)) { IsRequired = true, Example = "0" };

    private static readonly Key<TimeSpan> Age = new("above", "How long it may take.", Scalars.Duration(Longest)) { IsRequired = true, Example = "15m" };

    private static readonly Key<TimeSpan> Within = new("within", "How far back is counted.", Scalars.Duration(Longest)) { Default = "1h" };

    private static readonly Key<TimeSpan> For = new("for", "How long nothing may be loaded.", Scalars.Duration(Longest)) { IsRequired = true, Example = "6h" };

    private static readonly Key<string> Pipeline = new("pipeline", "Only this pipeline.", new DeclaredShape("pipeline", reading => reading.Pipelines));

    private static readonly Key<string> Table = new("table", "Only this table.", new DeclaredShape("table", reading => reading.Tables));

    private static readonly Key<string> OfTable = new("table", "The table.", new DeclaredShape("table", reading => reading.Tables))
    {
        IsRequired = true,
        Example = "orders",
    };

    private static readonly Key<AlarmCondition.Failures> Failures = new(
        "failures",
        "More runs, loads and reconciliations than that were given up lately, and have not been taken up again.",
        new RecordShape<AlarmCondition.Failures>(
            [Count, Within, Pipeline, Table],
            (fields, reading) => new AlarmCondition.Failures(fields.Get(Count), WindowOf(fields), SubscriberOf(fields, reading))));

    private static readonly Key<AlarmCondition.OldestWaiting> OldestWaiting = new(
        "oldest_waiting",
        "Something that is to be done has waited for longer than that.",
        new RecordShape<AlarmCondition.OldestWaiting>(
            [Age, Pipeline, Table], (fields, reading) => new AlarmCondition.OldestWaiting(fields.Get(Age), SubscriberOf(fields, reading))));

    private static readonly Key<AlarmCondition.RunTime> RunTime = new(
        "run_time",
        "A run that ended lately took longer than that.",
        new RecordShape<AlarmCondition.RunTime>(
            [Age, Within, Pipeline],
            (fields, _) => new AlarmCondition.RunTime(fields.Get(Age), WindowOf(fields), fields.TryGet(Pipeline, out var pipeline) ? pipeline : null)));

    private static readonly Key<AlarmCondition.QuarantinedRows> QuarantinedRows = new(
        "quarantined_rows",
        "More rows than that were put into quarantine lately.",
        new RecordShape<AlarmCondition.QuarantinedRows>(
            [Count, Within, Table],
            (fields, _) => new AlarmCondition.QuarantinedRows(fields.Get(Count), WindowOf(fields), fields.TryGet(Table, out var table) ? table : null)));

    private static readonly Key<AlarmCondition.NoLoad> NoLoad = new(
        "no_load",
        "Nothing was loaded into a table for that long.",
        new RecordShape<AlarmCondition.NoLoad>([For, OfTable], (fields, _) => new AlarmCondition.NoLoad(fields.Get(For), fields.Get(OfTable))));

    private static readonly Key<IReadOnlyList<NotificationTarget>> Notify = new(
        "notify", "Who is told when it fires, and when it is well again; once each.", NotificationKeys.Targets)
    {
        Default = "those of the project's `on_failure`",
    };

    private static readonly RecordShape<AlarmDefinition> Shape = new(
        [Failures, OldestWaiting, RunTime, QuarantinedRows, NoLoad, Notify],
        (fields, reading) => new AlarmDefinition
        {
            Name = reading.Name,
            Condition = ConditionOf(fields),
            Notify = fields.TryGet(Notify, out var notify) ? notify : null,
        })
    {
        ExactlyOneOf = [Failures, OldestWaiting, RunTime, QuarantinedRows, NoLoad],
    };

    /// <summary>The alarms, by name.</summary>
    public static MapShape<AlarmDefinition> Map { get; } = new(
        "alarm", Shape, (name, reading) => Names.Check(name, reading, Names.AnyCase, "WEIR2203"))
    {
        NamePattern = Names.AnyCaseText,
    };

    /// <summary>No alarms.</summary>
    public static IReadOnlyDictionary<string, AlarmDefinition> None { get; } = new Dictionary<string, AlarmDefinition>();

    private static TimeSpan WindowOf(Fields fields) => fields.Get(Within, TimeSpan.FromHours(1));

    private static AlarmCondition ConditionOf(Fields fields) => fields switch
    {
        _ when fields.TryGet(Failures, out var failures) => failures,
        _ when fields.TryGet(OldestWaiting, out var waiting) => waiting,
        _ when fields.TryGet(RunTime, out var time) => time,
        _ when fields.TryGet(QuarantinedRows, out var rows) => rows,
        _ => fields.Get(NoLoad),
    };

    private static Subscriber? SubscriberOf(Fields fields, ReadingContext reading)
    {
        var (hasPipeline, hasTable) = (fields.TryGet(Pipeline, out var pipeline), fields.TryGet(Table, out var table));
        if (hasPipeline && hasTable)
        {
            reading.Wrong(fields.NameOf(Table), "WEIR2110", $"{reading.Label} has 'pipeline' and 'table'; it can have only one of them.", "Make an alarm for each.");
        }

        return hasPipeline ? new Subscriber(SubscriberKind.Pipeline, pipeline!)
            : hasTable ? new Subscriber(SubscriberKind.Table, table!)
            : null;
    }

    /// <summary>The name of something that the project declares.</summary>
    private sealed class DeclaredShape(string noun, Func<ReadingContext, IReadOnlyCollection<string>?> declared) : Shape<string>
    {
        public override Description Describe => new("string", $"the name of a {noun}");

        public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out string value)
        {
            value = null;
            if (node is not YamlNode.Scalar { Kind: ScalarKind.Text } scalar)
            {
                return WrongType(node, reading);
            }

            var known = declared(reading);
            value = known?.FirstOrDefault(name => name.Equals(scalar.Text, StringComparison.OrdinalIgnoreCase)) ?? (known is null ? scalar.Text : null);
            if (value is null)
            {
                reading.Wrong(
                    scalar,
                    "WEIR2913",
                    $"{reading.Label} names the {noun} '{scalar.Text}', which is not declared.",
                    known!.Count == 0 ? $"No {noun} is declared yet." : Nearest.Hint(scalar.Text, [.. known], "Declared are"));
            }

            return value is not null;
        }
    }
}
