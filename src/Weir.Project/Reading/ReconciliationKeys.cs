using System.Diagnostics.CodeAnalysis;
using System.Globalization;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Reconciliations;
using Weir.Schedules;

namespace Weir.Project.Reading;

/// <summary>The keys of a reconciliation.</summary>
internal static class ReconciliationKeys
{
    private static readonly Key<ReconciliationSide> Source = new(
        "source", "Where the rows come from: a table, a `query`, a query over a `connection`, or `files` in buckets.", SideKeys.Shape)
    {
        IsRequired = true,
        Example = "orders_raw",
    };

    private static readonly Key<ReconciliationSide> Target = new(
        "target", "Where they are to be, written likewise.", SideKeys.Shape)
    {
        IsRequired = true,
        Example = "orders",
    };

    private static readonly Key<IReadOnlyList<ListShape<string>.Item>> KeyColumns = new(
        "key", "The columns whose values tell rows apart, on both sides.", new ListShape<string>("column", Scalars.Text("the name of a column")))
    {
        IsRequired = true,
        Example = "[order_id]",
    };

    private static readonly Key<string> ColumnName = new("column", "The column.", Scalars.Text("the name of a column"))
    {
        IsRequired = true,
        Example = "amount",
    };

    private static readonly Key<decimal> Tolerance = new(
        "tolerance", "How far numbers may be apart and still count as the same.", new NumberShape())
    {
        Default = "0",
        Example = "0.01",
    };

    private static readonly EitherShape<ComparedColumn> ComparedShape = new(
        new ScalarShape<ComparedColumn>(
            new Description("string", "the name of a column"),
            (YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out ComparedColumn value) =>
            {
                var good = Scalars.Text("the name of a column").TryRead(scalar, reading, out var name);
                value = good ? new ComparedColumn(name!) : null;
                return good;
            }),
        new RecordShape<ComparedColumn>(
            [ColumnName, Tolerance], (fields, _) => new ComparedColumn(fields.Get(ColumnName), fields.Get(Tolerance, 0))));

    private static readonly Key<IReadOnlyList<ListShape<ComparedColumn>.Item>> Compare = new(
        "compare",
        "The other columns that must be the same on both sides; of numbers also how far they may be apart.",
        new ListShape<ComparedColumn>("column", ComparedShape))
    {
        Default = "only the keys are compared",
        Example = "[status, { column: amount, tolerance: 0.01 }]",
    };

    private static readonly Key<string> Where = new(
        "where", "A condition in SQL over the columns of both sides: other rows are left out.", Scalars.Text("a condition"))
    {
        Example = "order_date >= DATE '2026-01-01'",
    };

    private static readonly Key<string> Watermark = new(
        "watermark",
        "A column that grows with time. Rows behind the smaller of both sides' greatest values are left out, for they may be under way; "
        + "so are those before the greatest value through which both sides were the same.",
        Scalars.Text("the name of a column"))
    {
        Example = "updated_at",
    };

    private static readonly Key<ScheduleDefinition> Schedule = new(
        "schedule", "When `weir up` makes the comparison by itself, in the five fields of cron.", ScheduleKeys.Shape)
    {
        Default = "only `weir reconcile` makes it",
        Example = "\"0 3 * * *\"",
    };

    private static readonly RecordShape<ReconciliationDefinition> Shape = new(
        [Source, Target, KeyColumns, Compare, Where, Watermark, Schedule], Build);

    /// <summary>The reconciliations, by name.</summary>
    public static MapShape<ReconciliationDefinition> Map { get; } = new(
        "reconciliation", Shape, (name, reading) => Names.Check(name, reading, Names.AnyCase, "WEIR2203"))
    {
        NamePattern = Names.AnyCaseText,
    };

    /// <summary>No reconciliations.</summary>
    public static IReadOnlyDictionary<string, ReconciliationDefinition> None { get; } = new Dictionary<string, ReconciliationDefinition>();

    private static ReconciliationDefinition? Build(Fields fields, ReadingContext reading)
    {
        var key = fields.Get(KeyColumns);
        IReadOnlyList<ListShape<ComparedColumn>.Item> compare = fields.TryGet(Compare, out var compared) ? compared : [];
        var named = key.Select(item => (item.Node, Name: item.Value)).Concat(compare.Select(item => (item.Node, item.Value.Name)));
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var good = true;
        foreach (var (node, _) in named.Where(one => !seen.Add(one.Name)))
        {
            reading.Wrong(node, "WEIR2701", $"{reading.Label} names a column twice.", "Name it once, under 'key' or under 'compare'.");
            good = false;
        }

        return !good ? null : new ReconciliationDefinition
        {
            Name = reading.Name,
            Source = fields.Get(Source),
            Target = fields.Get(Target),
            Key = [.. key.Select(item => item.Value)],
            Compare = [.. compare.Select(item => item.Value)],
            Where = fields.TryGet(Where, out var where) ? where : null,
            Watermark = fields.TryGet(Watermark, out var watermark) ? watermark : null,
            Schedule = fields.TryGet(Schedule, out var schedule) ? schedule : null,
        };
    }

    /// <summary>A number that is not negative, whole or not.</summary>
    private sealed class NumberShape : Shape<decimal>
    {
        public override Description Describe => new("number", "a number such as 0.01") { Minimum = 0 };

        public override bool TryRead(YamlNode node, ReadingContext reading, out decimal value)
        {
            value = 0;
            if (node is not YamlNode.Scalar { Kind: ScalarKind.Integer or ScalarKind.Float } scalar)
            {
                return WrongType(node, reading);
            }

            var fits = decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= 0;
            if (!fits)
            {
                reading.Wrong(scalar, "WEIR2106", $"{reading.Label} is {scalar.Text}, outside of 0 to {decimal.MaxValue}.", "Choose a number within.");
            }

            return fits;
        }
    }
}
