using System.Buffers.Binary;

using Weir.Engine.Loads.Reading;
using Weir.Engine.Loads.Values;
using Weir.Engine.Warehouses;
using Weir.Tables;

namespace Weir.Engine.Loads.Inference;

/// <summary>Reads the rows of one flattened table from JSON files.</summary>
internal sealed unsafe class FlatRowReader : JsonRecordReader
{
    private static readonly DiscardingRowWriter Nowhere = new();

    private readonly FlatTable _table;
    private readonly RowFiller _records;
    private readonly RowFiller _own;
    private readonly RowRoute? _route;
    private readonly List<FlatRow> _found = [];
    private readonly ChildRefusals? _children;
    private readonly IReadOnlyList<ChildCheck> _checks;
    private int _next;

    /// <param name="definition">Which values are records.</param>
    /// <param name="records">The table of the records, which decides whether a record fits at all.</param>
    /// <param name="table">The table that is filled: that one, or a child of it.</param>
    /// <param name="batch">The files.</param>
    /// <param name="work">Shares them out.</param>
    /// <param name="children">Takes a child table's rows that do not fit; none for the table of the records.</param>
    /// <param name="checks">The child tables whose rows have to fit before a record's file is loaded.</param>
    public FlatRowReader(
        TableDefinition definition,
        FlatTable records,
        FlatTable table,
        FileBatch batch,
        WorkList work,
        ChildRefusals? children,
        IReadOnlyList<FlatTable> checks)
        : base(definition, batch, work)
    {
        _table = table;
        _records = new RowFiller(records.Columns);
        _own = new RowFiller(table.Columns);
        _route = table.IsChild ? new RowRoute(table.Route) : null;
        _children = children;
        _checks = [.. checks.Select(child => new ChildCheck(child))];
    }

    protected override void Begin(in Token record)
    {
        _found.Clear();
        _next = 0;
        if (_route is null)
        {
            _found.Add(new FlatRow(record, record, 0));
        }
        else if (!_children!.IsSkipped(Refusals.File!) && _records.TryWrite(Members, record, Nowhere, 0))
        {
            // The rows of a record that does not fit would belong to nothing.
            _route.Find(Members, record, _found);
        }
    }

    protected override int Pending(RowWriter rows, int row)
    {
        while (_next < _found.Count && row < rows.Capacity)
        {
            var found = _found[_next++];
            if (_own.TryWrite(Members, found.Value, rows, row))
            {
                Tie(found, rows, row++);
                CheckChildren(found.Value);
            }
            else if (_children is null)
            {
                Refuse(Refusals, found.Value, _own.Explain());
            }
            else
            {
                Refuse(_children.Of(Refusals.File!), found.Value, _own.Explain());
            }
        }

        return row;
    }

    private void CheckChildren(in Token record)
    {
        foreach (var check in _checks)
        {
            var rows = new List<FlatRow>();
            check.Route.Find(Members, record, rows);
            foreach (var row in rows.Where(row => !check.Filler.TryWrite(Members, row.Value, Nowhere, 0)))
            {
                Refuse(Refusals, row.Value, check.Filler.Explain());
            }
        }
    }

    /// <summary>Writes what ties a row to its load and to its parent. A row is known by where it stands in its file.</summary>
    private void Tie(in FlatRow found, RowWriter rows, int row)
    {
        var column = _table.Columns.Count;
        var loadId = Refusals.File!.File.LoadId;
        rows.SetInt64(column, row, loadId);
        rows.SetUuid(column + 1, row, IdOf(loadId, found.Value));
        if (_route is not null)
        {
            rows.SetUuid(column + 2, row, IdOf(loadId, found.Parent));
            rows.SetInt64(column + 3, row, found.Index);
        }
        else if (_table.HasPositions)
        {
            rows.SetInt64(column + 2, row, PlaceOf(found.Value).Offset);
        }
    }

    private Guid IdOf(long loadId, in Token token)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, loadId);
        BinaryPrimitives.WriteInt64BigEndian(id[8..], PlaceOf(token).Offset);
        return new Guid(id, bigEndian: true);
    }
}
