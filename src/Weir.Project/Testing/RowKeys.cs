using Weir.Project.Schema;
using Weir.Testing;

namespace Weir.Project.Testing;

/// <summary>The keys of rows that a test expects.</summary>
internal static class RowKeys
{
    private static readonly Key<IReadOnlyList<string>> Rows = new(
        "rows", "The rows: all of them, each with the columns that matter. An empty list stands for no rows.", new AnyListShape<string>("row", new RowShape()))
    {
        Example = "[{ id: 1, name: A }]",
    };

    private static readonly Key<int> Count = new("count", "How many rows there are, where they are not written out.", Scalars.Integer(0, int.MaxValue));

    private static readonly Key<bool> Ordered = new("ordered", "Whether the rows must come in this order.", Scalars.Boolean) { Default = "false" };

    /// <summary>The keys.</summary>
    public static IReadOnlyList<Key> All { get; } = [Rows, Count, Ordered];

    /// <summary>Rows alone.</summary>
    public static AnyListShape<string> List { get; } = new("row", new RowShape());

    /// <summary>What the keys say; none when they contradict one another, which is noted.</summary>
    public static ExpectedRows? Of(Fields fields, ReadingContext reading)
    {
        if (fields.Has(Rows) == fields.Has(Count))
        {
            reading.Wrong(
                fields.Map, "WEIR2617", $"{reading.Label} has {(fields.Has(Rows) ? "both" : "neither")} 'rows' {(fields.Has(Rows) ? "and" : "nor")} 'count'.", "Write one of the two.");
            return null;
        }

        return new ExpectedRows(fields.Map.Place.Line)
        {
            Rows = fields.TryGet(Rows, out var rows) ? rows : null,
            Count = fields.TryGet(Count, out var count) ? count : null,
            IsOrdered = fields.Get(Ordered, false),
        };
    }
}
