using Weir.Engine.Loads.Values;
using Weir.Tables;

namespace Weir.Engine.Loads.Json;

/// <summary>
/// How a table's rows come from JSON documents: which values of a document are rows, and which tokens its columns take. A
/// row's tokens come first, its document's follow.
/// </summary>
internal sealed class JsonRowPlan
{
    private readonly IReadOnlyList<PathStep> _rows;
    private readonly List<Wanted> _ofRow = [];
    private readonly List<Wanted> _ofDocument = [];

    /// <exception cref="ArgumentException">The table has no declared columns, or a column's path means several values.</exception>
    public JsonRowPlan(TableDefinition table)
    {
        var columns = table.Columns ?? throw new ArgumentException("The table has no declared columns.", nameof(table));
        if (columns.Any(column => column.Path.HasWildcard))
        {
            throw new ArgumentException("A column's path means several values.", nameof(table));
        }

        _rows = table.Rows?.Steps ?? [];
        var namesDocument = _rows.Count > 0 && columns.Any(column => !column.Path.FromRow);
        Arrays = ArrayMeaning.Documents;
        if (_rows is [PathStep.Each, ..] && !namesDocument)
        {
            // Each element can then be read by itself, so that the array need not be in memory as a whole.
            Arrays = ArrayMeaning.OnlyDocuments;
            _rows = [.. _rows.Skip(1)];
        }
        else if (_rows is [PathStep.Each or PathStep.Element, ..])
        {
            Arrays = ArrayMeaning.Document;
        }

        HasPositions = table.Merge is not null;
        WantsObjects = columns.Any(column => IsOfRow(column) && column.Path.Steps is [PathStep.Member, ..]);
        var slots = columns.Select(Slot).ToList();
        RowTokenCount = _ofRow.Count;
        TokenCount = _ofRow.Count + _ofDocument.Count;
        Columns =
            [
                .. columns.Zip(slots, (column, slot) => new CellColumn(
                    column.Name, column.Type, column.Nullable, IsOfRow(column) ? slot : slot + RowTokenCount).In(table.FormatOptions)),
            ];
    }

    /// <summary>What an array is that does not stand within anything.</summary>
    public ArrayMeaning Arrays { get; }

    /// <summary>Whether a document holds rows, rather than being one.</summary>
    public bool HasRows => _rows.Count > 0;

    /// <summary>Whether a row has to be an object.</summary>
    public bool WantsObjects { get; }

    /// <summary>Whether a row is followed by where it stands in its file.</summary>
    public bool HasPositions { get; }

    public IReadOnlyList<CellColumn> Columns { get; }

    public int RowTokenCount { get; }

    public int TokenCount { get; }

    /// <summary>A new reader for documents. It finds the rows, and the values that columns take from the document.</summary>
    public PathReader ReadDocuments()
    {
        var root = new PathNode();
        if (HasRows)
        {
            root.AddRows(_rows);
        }

        return Reader(root, HasRows ? _ofDocument : _ofRow);
    }

    /// <summary>A new reader for rows within documents.</summary>
    public PathReader ReadRows() => Reader(new PathNode(), _ofRow);

    private static PathReader Reader(PathNode root, List<Wanted> paths)
    {
        foreach (var (slot, wanted) in paths.Index())
        {
            root.AddColumn(wanted.Steps, slot);
            if (wanted.AnyCase && wanted.Steps is [PathStep.Member member])
            {
                root.AddOtherCases(member.Name, paths.Count + slot);
            }
        }

        return new PathReader(root, paths.Count);
    }

    private bool IsOfRow(ColumnDefinition column) => column.Path.FromRow || !HasRows;

    private int Slot(ColumnDefinition column)
    {
        var paths = IsOfRow(column) ? _ofRow : _ofDocument;
        var known = paths.FindIndex(path => path.Steps.SequenceEqual(column.Path.Steps));
        if (known < 0)
        {
            paths.Add(new Wanted(column.Path.Steps, column.Path.AnyCase));
            return paths.Count - 1;
        }

        // Two columns of one member are the same value.
        paths[known] = paths[known] with { AnyCase = paths[known].AnyCase || column.Path.AnyCase };
        return known;
    }

    /// <summary>A value that columns take; its slot is its place among the others.</summary>
    private sealed record Wanted(IReadOnlyList<PathStep> Steps, bool AnyCase);
}
