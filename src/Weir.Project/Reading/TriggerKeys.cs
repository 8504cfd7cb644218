using System.Diagnostics.CodeAnalysis;

using Weir.Buckets;
using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Runs;
using Weir.Schedules;

namespace Weir.Project.Reading;

/// <summary>The keys of a trigger.</summary>
internal static class TriggerKeys
{
    private static readonly string[] OutcomesOfReconciliations = ["any", "difference", "match"];

    private static readonly string[] OutcomesOfRuns = ["any", "success", "failure"];

    private static readonly Key<ObjectFilter> ObjectCreated = new(
        "object_created",
        "An object landed whose name matches: `*` within a segment, `**` across segments. Or a map that says more: `pattern`, `suffix`, `min_size`.",
        ObjectFilterKeys.Shape)
    {
        Example = "raw/orders/**.json",
    };

    private static readonly Key<string> Reconciliation = new(
        "reconciliation",
        "A reconciliation of this name ended. Templates may name `event.outcome`, `event.differing` and what else it found.",
        new ScalarShape<string>(new Description("string", "the name of a reconciliation"), TryReadReconciliation))
    {
        Example = "orders",
    };

    private static readonly Key<string> On = new(
        "on",
        "How what is named beside it must have ended: `difference`, `match` or `any` for a reconciliation, `success`, `failure` or `any` for `after`.",
        Scalars.Choice(OutcomesOfReconciliations.Concat(OutcomesOfRuns).Distinct().ToDictionary(word => word), []))
    {
        Default = "any; success with after",
        Example = "difference",
    };

    private static readonly Key<string> SchemaChange = new(
        "schema_change",
        "A load changed the schema of this table. Templates may name `event.table`, `event.changes`, `event.load_id` and `event.file`.",
        new ScalarShape<string>(new Description("string", "the name of a table"), TryReadTable))
    {
        Example = "orders",
    };

    private static readonly Key<ScheduleDefinition> Schedule = new(
        "schedule", "The times of a schedule, in the five fields of cron or as a map. `event.time` is the time that was meant.", ScheduleKeys.OfPipeline)
    {
        Example = "\"0 3 * * *\"",
    };

    private static readonly Key<string> After = new(
        "after",
        "A run of this other pipeline ended. Templates may name `event.run`, `event.outcome`, `event.failed_step` and `event.failure`.",
        new ScalarShape<string>(new Description("string", "the name of a pipeline"), TryReadPipeline))
    {
        Example = "curate",
    };

    private static readonly Key<string> Load = new(
        "load",
        "Rows were published to this table. Templates may name `event.rows`, `event.files` and `event.load_id`.",
        new ScalarShape<string>(new Description("string", "the name of a table"), TryReadLoadedTable))
    {
        Example = "orders",
    };

    private static readonly Key<string> Message = new(
        "message",
        "Something was published to this topic. Templates may name `event.message` and, of a JSON object, its members: `event.message.id`.",
        Names.Shape("a topic", Names.AnyCase, "WEIR2203"))
    {
        Example = "orders-approved",
    };

    private static readonly Key<bool> Manual = new("manual", "Somebody asks for a run, with `weir run`.", Scalars.Boolean) { Example = "true" };

    private static readonly Key[] Kinds = [ObjectCreated, HttpTriggerKeys.Key, Schedule, Manual, After, Load, Message, Reconciliation, SchemaChange];

    /// <summary>A trigger.</summary>
    public static TriggerShape Shape { get; } = new(
        new RecordShape<TriggerDefinition>([.. Kinds, On, DedupeKeys.Key, DedupeKeys.For], Build)
        {
            ExactlyOneOf = Kinds,
            Later = ["change"],
        },
        NamesForOne);

    /// <summary>What the steps of a pipeline may name, by what its triggers look like.</summary>
    public static TemplateNames NamesFor(YamlNode? triggers)
    {
        var each = (triggers as YamlNode.Items)?.Values.Select(NamesForOne).Distinct().ToList();
        return each is [_, ..] ? TemplateNames.OfAll(each) : TemplateNames.OfSteps;
    }

    private static TemplateNames NamesForOne(YamlNode trigger) => trigger switch
    {
        YamlNode.Map map when map[Reconciliation.Name] is not null => TemplateNames.OfReconciliation,
        YamlNode.Map map when map[SchemaChange.Name] is not null => TemplateNames.OfSchemaChange,
        YamlNode.Map map when map[Schedule.Name] is not null => TemplateNames.OfSchedule,
        YamlNode.Map map when map[After.Name] is not null => TemplateNames.OfRun,
        YamlNode.Map map when map[Load.Name] is not null => TemplateNames.OfLoad,
        YamlNode.Map map when map[Message.Name] is not null => TemplateNames.OfMessage,
        YamlNode.Map map when map[HttpTriggerKeys.Key.Name] is { } http => HttpTriggerKeys.NamesFor(http),
        YamlNode.Map map when map[Manual.Name] is not null => TemplateNames.OfManual,
        _ => TemplateNames.OfSteps,
    };

    private static TriggerDefinition? Build(Fields fields, ReadingContext reading) =>
        CheckOutcome(fields, reading) && DedupeKeys.Check(fields, reading) && BuildKind(fields, reading) is { } trigger
            ? trigger with
            {
                DedupeKey = fields.TryGet(DedupeKeys.Key, out var key) ? key : null,
                DedupeFor = fields.Get(DedupeKeys.For, TriggerDefinition.DefaultDedupeFor),
            }
            : null;

    private static TriggerDefinition? BuildKind(Fields fields, ReadingContext reading)
    {
        return fields switch
        {
            _ when fields.TryGet(ObjectCreated, out var filter) => new TriggerDefinition.ObjectCreated(filter),
            _ when fields.TryGet(HttpTriggerKeys.Key, out var http) => http,
            _ when fields.TryGet(Reconciliation, out var name) => new TriggerDefinition.ReconciliationFinished(
                name, fields.Get(On, "any") is not "any" and var outcome ? outcome : null),
            _ when fields.TryGet(SchemaChange, out var table) => new TriggerDefinition.SchemaChanged(table),
            _ when fields.TryGet(Schedule, out var schedule) => new TriggerDefinition.Schedule(schedule),
            _ when fields.TryGet(After, out var pipeline) => new TriggerDefinition.RunFinished(pipeline, fields.Get(On, "success") switch
            {
                "success" => RunState.Succeeded,
                "failure" => RunState.Failed,
                _ => null,
            }),
            _ when fields.TryGet(Load, out var table) => new TriggerDefinition.TableLoaded(table),
            _ when fields.TryGet(Message, out var topic) => new TriggerDefinition.Message(topic),
            _ when fields.TryGet(Manual, out var wanted) => Asked(wanted, fields, reading),
            _ => null,
        };
    }

    private static TriggerDefinition.Manual? Asked(bool wanted, Fields fields, ReadingContext reading)
    {
        if (wanted)
        {
            return new TriggerDefinition.Manual();
        }

        reading.Wrong(fields.NodeOf(Manual), "WEIR2311", $"{reading.Label} says manual: false, which starts nothing.", "Remove the trigger.");
        return null;
    }

    private static bool CheckOutcome(Fields fields, ReadingContext reading)
    {
        if (!fields.TryGet(On, out var outcome))
        {
            return true;
        }

        var (known, whose) = fields.Has(Reconciliation) ? (OutcomesOfReconciliations, "reconciliation") : (OutcomesOfRuns, "run");
        if (!fields.Has(Reconciliation) && !fields.Has(After))
        {
            reading.Wrong(
                fields.NameOf(On),
                "WEIR2703",
                $"{reading.Label} has 'on' without 'reconciliation' or 'after'.",
                "Remove 'on', or name the reconciliation or the pipeline.");
            return false;
        }

        if (!known.Contains(outcome))
        {
            reading.Wrong(
                fields.NodeOf(On), "WEIR2703", $"{reading.Label} has 'on: {outcome}', which is no end of a {whose}.", $"Choose from {string.Join(", ", known)}.");
            return false;
        }

        return true;
    }

    private static bool TryReadPipeline(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        if (reading.Pipelines is not { } known || known.Contains(scalar.Text))
        {
            return true;
        }

        reading.Wrong(
            scalar, "WEIR2312", $"{reading.Label} names the pipeline '{scalar.Text}', which is not declared.", Nearest.Hint(scalar.Text, [.. known], "Declared are"));
        return false;
    }

    private static bool TryReadReconciliation(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        if (reading.Reconciliations is not { } known || known.Contains(scalar.Text))
        {
            return true;
        }

        reading.Wrong(
            scalar,
            "WEIR2704",
            $"{reading.Label} names the reconciliation '{scalar.Text}', which is not declared.",
            known.Count == 0 ? "Declare it under 'reconciliations'." : Nearest.Hint(scalar.Text, [.. known], "Declared are"));
        return false;
    }

    /// <summary>Child tables are filled with the table that they belong to.</summary>
    private static bool TryReadLoadedTable(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        return reading.Tables?.Contains(scalar.Text, StringComparer.OrdinalIgnoreCase) != false
            || (DeclaredTables.Check(scalar, reading, hint: null) && RefuseChild(scalar, reading));
    }

    private static bool RefuseChild(YamlNode.Scalar scalar, ReadingContext reading)
    {
        reading.Wrong(scalar, "WEIR2702", $"{reading.Label} names the child table '{scalar.Text}'.", "Name the table that it belongs to: both are loaded together.");
        return false;
    }

    private static bool TryReadTable(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        return DeclaredTables.Check(scalar, reading, hint: null);
    }
}
