using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Engine.Loads.Inference;

/// <summary>Lays out the tables for what was seen in documents, in keeping with the tables that stand.</summary>
internal sealed class FlatTables
{
    private const int MaxColumns = 2_000;
    private const int MaxTables = 100;
    private const string Separator = "__";

    private readonly List<FlatTable> _tables = [];
    private readonly Func<string, TableShape?> _standing;
    private readonly SchemaContract _contract;
    private readonly long _openUntil;

    private FlatTables(SchemaContract contract, Func<string, TableShape?> standing, long openUntil) =>
        (_contract, _standing, _openUntil) = (contract, standing, openUntil);

    /// <summary>The table of the records, then its children.</summary>
    /// <param name="name">The table of the records.</param>
    /// <param name="contract">How they may change. A table that is new takes the shape of its first file in any case.</param>
    /// <param name="seen">What was seen in the records.</param>
    /// <param name="standing">A table's columns as they stand, by the table's name; none when there is no such table.</param>
    /// <exception cref="RefusedException">WEIR6130: a table would have too many columns, or too many child tables.</exception>
    public static IReadOnlyList<FlatTable> Of(
        string name, SchemaContract contract, ValueNode seen, Func<string, TableShape?> standing)
    {
        var records = new FoldedNode([seen]);
        var openUntil = contract.Columns == ColumnsContract.Evolve ? long.MaxValue
            : HasColumns(standing(name)) ? long.MinValue
            : FirstIn(records);
        var tables = new FlatTables(contract, standing, openUntil);
        tables.Add(name, [], records);
        return tables._tables;
    }

    /// <summary>Whether a table has columns that are the user's.</summary>
    public static bool HasColumns(TableShape? table) =>
        table?.Columns.Any(c => !IsOwn(c.Name)) == true;

    /// <summary>Whether a column is not the user's.</summary>
    public static bool IsOwn(string column) => column.StartsWith("_weir_", StringComparison.OrdinalIgnoreCase);

    private static long FirstIn(FoldedNode node) => node.Members.Select(member => member.Node)
        .Concat(node.Elements is { } elements ? [elements] : [])
        .Select(FirstIn)
        .Append(node.Seen.First)
        .Min();

    private void Add(string name, IReadOnlyList<IReadOnlyList<MemberName>> route, FoldedNode rows)
    {
        if (_tables.Count == MaxTables)
        {
            throw new RefusedException(new Failure(
                "WEIR6130",
                $"The files of the table {_tables[0].Name} have more than {MaxTables - 1} arrays, each of which would be a table.",
                "Declare the columns that you need, or keep the changing part in a column of type json."));
        }

        var places = new List<(IReadOnlyList<MemberName> Path, FoldedNode Node)>();
        Collect(rows, [], places);
        var columns = Name(name, [.. places.Where(place => place.Node.Seen.Kinds != Scalars.None)]);
        _tables.Add(new FlatTable(name, route, columns));
        foreach (var (path, node) in places.Where(place => place.Node.Elements is not null))
        {
            // An array within an array has no name of its own.
            var child = $"{name}{Separator}{(path.Count == 0 ? "list" : Join(path.Select(part => part.Name)))}";
            if (FirstIn(node.Elements!) <= _openUntil || _standing(child) is not null)
            {
                Add(child, [.. route, path], node.Elements!);
            }
        }
    }

    private static void Collect(FoldedNode node, IReadOnlyList<MemberName> path, List<(IReadOnlyList<MemberName>, FoldedNode)> places)
    {
        places.Add((path, node));
        foreach (var (name, member) in node.Members)
        {
            Collect(member, [.. path, name], places);
        }
    }

    private List<FlatColumn> Name(string table, List<(IReadOnlyList<MemberName> Path, FoldedNode Node)> places)
    {
        if (places.Count > MaxColumns)
        {
            throw new RefusedException(new Failure(
                "WEIR6130",
                $"The files of the table {table} have {places.Count} different columns, more than the {MaxColumns} that a table may have.",
                "Declare the columns that you need. A changing part of JSON can be kept in one column of type json."));
        }

        var shape = _standing(table);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var columns = new List<FlatColumn>();
        foreach (var (path, node) in places)
        {
            var name = Free(path, taken);
            var has = shape?.Columns.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (has is not null || node.Seen.First <= _openUntil)
            {
                taken.Add(name);
                columns.Add(Type(new FlatColumn(name, default, path), has?.Type, node.Seen));
            }
        }

        return columns;
    }

    /// <summary>The column with its type, and with the first load that wants either.</summary>
    private FlatColumn Type(FlatColumn column, ColumnType? has, Sightings seen)
    {
        if (_contract.Types != TypesContract.Evolve)
        {
            return column with { Type = has ?? ScalarTypes.TypeOf(seen.Until(seen.First)), LoadId = seen.First };
        }

        var type = TypeOf(seen.Kinds);
        return column with { Type = type, LoadId = has is null ? seen.First : seen.Firsts.First(load => TypeOf(seen.Until(load)) == type) };

        ColumnType TypeOf(Scalars kinds) => has is { } standing
            ? ScalarTypes.Widen(standing, ScalarTypes.TypeOf(kinds))
            : ScalarTypes.TypeOf(kinds);
    }

    /// <summary>The name of a path's column. Of two paths that would have the same, the second gets a number.</summary>
    private static string Free(IReadOnlyList<MemberName> path, HashSet<string> taken)
    {
        var joined = path.Count == 0 ? "value" : Join(path.Select(part => part.Name.Length == 0 ? "_" : part.Name));
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
