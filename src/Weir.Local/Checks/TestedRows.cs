using System.Globalization;

using Weir.DuckDb;
using Weir.Engine.Loads.Reading;
using Weir.Engine.Warehouses;
using Weir.Local.Warehouses;
using Weir.Tables;

namespace Weir.Local.Checks;

/// <summary>Rows that are tested, as SQL. In all of it, one of the rows is called <c>r</c>.</summary>
/// <param name="rental">The connection that sees them.</param>
/// <param name="table">Their table, with its tests.</param>
/// <param name="columns">The table's columns.</param>
internal sealed class TestedRows(Rental rental, TableDefinition table, IReadOnlyList<ShapeColumn> columns)
{
    private const string Own = "_weir_";
    private const int LongestSample = 300;
    private const int LongestRow = 64 << 10;

    public Rental Rental => rental;

    public TableDefinition Table => table;

    /// <summary>What holds the rows, quoted, among others.</summary>
    public required string Relation { get; init; }

    /// <summary>Whether that holds the rows of the load only, and is not the table.</summary>
    public bool IsApart { get; init; }

    /// <summary>Those of its columns that a query sees, to follow SELECT.</summary>
    public string Columns { get; init; } = "r.*";

    /// <summary>Which of its rows are tested.</summary>
    public required string Condition { get; init; }

    /// <summary>Selects the rows that stand in the table, apart from those that are tested; none when there are none.</summary>
    public string? Standing { get; init; }

    /// <summary>Selects those of them that will stand beside the tested ones; none when none will.</summary>
    public string? Staying { get; init; }

    /// <summary>The file of each load, as <c>bucket/key</c>.</summary>
    public IReadOnlyDictionary<long, string> Files { get; init; } = new Dictionary<long, string>();

    /// <summary>The table and its condition, to follow SELECT.</summary>
    public string From => $"FROM {Relation} AS r WHERE {Condition}";

    /// <summary>The row as JSON, without what Weir adds to it.</summary>
    public string Json => JsonOf(columns.Where(c => !c.Name.StartsWith(Own, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The row as JSON, cut where it would be longer than a text of the quarantine.</summary>
    public string Raw => $"left({Json}::VARCHAR, {Text(LongestRow)})";

    /// <summary>What a person finds the row by: its primary key where there is one, else all of it, cut where it is long.</summary>
    public string Sample => table.Merge is { } merge
        ? $"{JsonOf(columns.Where(c => merge.PrimaryKey.Contains(c.Name, StringComparer.OrdinalIgnoreCase)))}::VARCHAR"
        : $"left({Json}::VARCHAR, {Text(LongestSample)})";

    /// <summary>The row's place in its file, where it is known.</summary>
    public string Position => table.Merge is null ? "NULL" : $"r.{DeclaredShape.Position}";

    /// <summary>A column of the row; a column that the table does not have yet has no value in any row.</summary>
    public string Column(string name) => Find(name) is { } column ? $"r.{DuckDbIdentifier.Quote(column.Name)}" : "NULL";

    public ColumnType? TypeOf(string name) => Find(name)?.Type;

    /// <summary>Numbers, with commas between them.</summary>
    public static string List(IEnumerable<long> numbers) => string.Join(", ", numbers.Select(Text));

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private ShapeColumn? Find(string name) => columns.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string JsonOf(IEnumerable<ShapeColumn> columns)
    {
        var fields = string.Join(", ", columns.Select(c => $"{DuckDbIdentifier.Quote(c.Name)} := r.{DuckDbIdentifier.Quote(c.Name)}"));
        return fields.Length == 0 ? "'{}'" : $"to_json(struct_pack({fields}))";
    }
}
