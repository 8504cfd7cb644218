using Weir.Engine.Warehouses;
using Weir.Failures;

namespace Weir.Engine.Loads.Inference;

/// <summary>Lays out the tables for what was seen in documents, in keeping with the tables that stand.</summary>
/// <param name="standing">A table's columns as they stand, by the table's name; none when there is no such table.</param>
internal sealed class FlatTables(Func<string, TableShape?> standing)
{
    private const int MaxColumns = 2_000;
    private const int MaxTables = 100;
    private const string Separator = "__";

    private readonly List<FlatTable> _tables = [];

    /// <summary>The table of the records, then its children.</summary>
    /// <exception cref="RefusedException">WEIR6130: a table would have too many columns, or too many child tables.</exception>
    public static IReadOnlyList<FlatTable> Of(string name, ValueNode records, Func<string, TableShape?> standing)
    {
        var tables = new FlatTables(standing);
        tables.Add(name, [], records);
        return tables._tables;
    }

    private void Add(string name, IReadOnlyList<IReadOnlyList<string>> route, ValueNode rows)
    {
        if (_tables.Count == MaxTables)
        {
            throw new RefusedException(new Failure(
                "WEIR6130",
                $"The files of the table {_tables[0].Name} have more than {MaxTables - 1} arrays, each of which would be a table.",
                "Declare the columns that you need, or keep the changing part in a column of type json."));
        }

        var places = new List<(IReadOnlyList<string> Path, ValueNode Node)>();
        Collect(rows, [], places);
        var columns = Name(name, [.. places.Where(place => place.Node.Scalars != Scalars.None)]);
        _tables.Add(new FlatTable(name, route, columns));
        foreach (var (path, node) in places.Where(place => place.Node.Elements is not null))
        {
            // An array within an array has no name of its own.
            var child = path.Count == 0 ? "list" : Join(path);
            Add($"{name}{Separator}{child}", [.. route, path], node.Elements!);
        }
    }

    private static void Collect(ValueNode node, IReadOnlyList<string> path, List<(IReadOnlyList<string>, ValueNode)> places)
    {
        places.Add((path, node));
        foreach (var (name, member) in node.Members)
        {
            Collect(member, [.. path, name], places);
        }
    }

    private List<FlatColumn> Name(string table, List<(IReadOnlyList<string> Path, ValueNode Node)> places)
    {
        if (places.Count > MaxColumns)
        {
            throw new RefusedException(new Failure(
                "WEIR6130",
                $"The files of the table {table} have {places.Count} different members, more than the {MaxColumns} columns a table may have.",
                "Declare the columns that you need, or keep the changing part in a column of type json."));
        }

        var shape = standing(table);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var columns = new List<FlatColumn>();
        foreach (var (path, node) in places)
        {
            var name = Free(path, taken);
            taken.Add(name);
            var coming = ScalarTypes.TypeOf(node.Scalars);
            var has = shape?.Columns.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            columns.Add(new FlatColumn(name, has is null ? coming : ScalarTypes.Widen(has.Type, coming), path));
        }

        return columns;
    }

    /// <summary>The name of a path's column. Two that differ only in case cannot both have it; the second gets a number.</summary>
    private static string Free(IReadOnlyList<string> path, HashSet<string> taken)
    {
        var joined = path.Count == 0 ? "value" : Join(path.Select(part => part.Length == 0 ? "_" : part));
        var name = joined.StartsWith("_weir_", StringComparison.OrdinalIgnoreCase) ? $"_{joined}" : joined;
        var free = name;
        for (var number = 2; taken.Contains(free); number++)
        {
            free = $"{name}_{number}";
        }

        return free;
    }

    /// <summary>A member's name may hold a NUL character; that of a column or a table cannot.</summary>
    private static string Join(IEnumerable<string> path) => string.Join(Separator, path).Replace('\0', '\ufffd');
}
