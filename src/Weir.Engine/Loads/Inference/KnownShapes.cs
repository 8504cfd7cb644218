using Weir.Engine.Warehouses;

namespace Weir.Engine.Loads.Inference;

/// <summary>Tables as they stand, and as files that pass make them.</summary>
/// <param name="standing">The tables as they stand, by name.</param>
internal sealed class KnownShapes(Func<string, TableShape?> standing)
{
    private readonly Dictionary<string, TableShape> _made = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A table; none when there is no such table yet.</summary>
    public TableShape? Find(string table) => _made.GetValueOrDefault(table) ?? standing(table);

    /// <summary>Whether the table has columns of the user's.</summary>
    public bool Has(string table) => FlatTables.HasColumns(Find(table));

    /// <summary>The first table or column that is not there yet, in words; none when everything is there.</summary>
    public string? Lacks(IReadOnlyList<FlatTable> tables) => tables
        .Select(table => Find(table.Name) is { } shape
            ? table.Columns.FirstOrDefault(column => TypedAs(shape, column) is null) is { } column ? $"the column '{column.Name}'" : null
            : $"the child table {table.Name}")
        .FirstOrDefault(missing => missing is not null);

    /// <summary>The same, or the first column that would get another type.</summary>
    public string? Misses(IReadOnlyList<FlatTable> tables) => Lacks(tables) ?? tables
        .SelectMany(table => table.Columns.Where(column => TypedAs(Find(table.Name)!, column)?.Type != column.Type))
        .FirstOrDefault()?.Name;

    /// <summary>Adds what files bring that are taken.</summary>
    public void Add(IReadOnlyList<FlatTable> tables)
    {
        foreach (var table in tables)
        {
            var has = Find(table.Name);
            var others = has?.Columns.Where(old => !table.Columns.Any(c => c.Name.Equals(old.Name, StringComparison.OrdinalIgnoreCase))) ?? [];
            _made[table.Name] = table.Shape with { Columns = [.. others, .. table.Columns.Select(c => new ShapeColumn(c.Name, c.Type))] };
        }
    }

    private static ShapeColumn? TypedAs(TableShape shape, FlatColumn column) =>
        shape.Columns.FirstOrDefault(c => c.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
}
