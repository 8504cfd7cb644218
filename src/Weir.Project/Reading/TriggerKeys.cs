using System.Diagnostics.CodeAnalysis;

using Weir.Buckets;
using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The keys of a trigger.</summary>
internal static class TriggerKeys
{
    private static readonly Key<ObjectPattern> ObjectCreated = new(
        "object_created", "An object landed whose name matches: `*` within a segment, `**` across segments.", ObjectPatterns.Shape)
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
        "How the reconciliation must have ended.",
        Scalars.Choice(new Dictionary<string, string> { ["any"] = "", ["difference"] = "difference", ["match"] = "match" }, []))
    {
        Default = "any",
        Example = "difference",
    };

    private static readonly Key<string> SchemaChange = new(
        "schema_change",
        "A load changed the schema of this table. Templates may name `event.table`, `event.changes`, `event.load_id` and `event.file`.",
        new ScalarShape<string>(new Description("string", "the name of a table"), TryReadTable))
    {
        Example = "orders",
    };

    /// <summary>A trigger.</summary>
    public static RecordShape<TriggerDefinition> Shape { get; } = new([ObjectCreated, Reconciliation, On, SchemaChange], Build)
    {
        ExactlyOneOf = [ObjectCreated, Reconciliation, SchemaChange],
        Later = ["schedule", "http", "change", "message", "run_finished"],
    };

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
        _ => TemplateNames.OfSteps,
    };

    private static TriggerDefinition? Build(Fields fields, ReadingContext reading)
    {
        if (fields.Has(On) && !fields.Has(Reconciliation))
        {
            reading.Wrong(
                fields.NameOf(On), "WEIR2703", $"{reading.Label} has 'on' without 'reconciliation'.", "Remove 'on', or name the reconciliation.");
            return null;
        }

        return fields switch
        {
            _ when fields.TryGet(ObjectCreated, out var pattern) => new TriggerDefinition.ObjectCreated(pattern),
            _ when fields.TryGet(Reconciliation, out var name) => new TriggerDefinition.ReconciliationFinished(
                name, fields.Get(On, "") is { Length: > 0 } outcome ? outcome : null),
            _ when fields.TryGet(SchemaChange, out var table) => new TriggerDefinition.SchemaChanged(table),
            _ => null,
        };
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

    private static bool TryReadTable(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        return DeclaredTables.Check(scalar, reading, hint: null);
    }
}
