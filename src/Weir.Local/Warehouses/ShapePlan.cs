using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Local.Warehouses;

/// <summary>Finds out what has to be done about a standing table so that rows of another shape fit.</summary>
internal static class ShapePlan
{
    /// <summary>The steps, in order.</summary>
    /// <exception cref="RefusedException">WEIR6003: a column has another type, which cannot be widened.</exception>
    public static IEnumerable<ShapeStep> Of(TableShape standing, TableShape wanted) =>
        wanted.Columns.SelectMany(column => Of(standing with { KeepsTypes = wanted.KeepsTypes }, column));

    /// <summary>What is told of a column that is new.</summary>
    public static ShapeChange Added(string table, ShapeColumn column) => new(table, SchemaChangeKind.ColumnAdded)
    {
        Column = column.Name,
        NewValue = column.Type.ToString(),
        LoadId = column.LoadId,
    };

    /// <summary>A column by its name, in whatever case.</summary>
    public static ShapeColumn? Find(TableShape shape, string name) =>
        shape.Columns.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<ShapeStep> Of(TableShape standing, ShapeColumn wanted)
    {
        var table = standing.Table;
        var same = Find(standing, wanted.Name);
        if (same is null && wanted.RenamedFrom is { } former && Find(standing, former) is { } renamed)
        {
            same = renamed with { Name = wanted.Name };
            yield return new ShapeStep(
                new ShapeChange(table, SchemaChangeKind.ColumnRenamed)
                {
                    Column = wanted.Name,
                    OldValue = renamed.Name,
                    NewValue = wanted.Name,
                },
                same);
        }

        if (same is null)
        {
            yield return new ShapeStep(Added(table, wanted), wanted);
        }
        else if (same.Type != wanted.Type)
        {
            Check(standing, same, wanted);
            yield return new ShapeStep(
                new ShapeChange(table, SchemaChangeKind.TypeWidened)
                {
                    Column = same.Name,
                    OldValue = same.Type.ToString(),
                    NewValue = wanted.Type.ToString(),
                    LoadId = wanted.LoadId,
                },
                same with { Type = wanted.Type });
        }
    }

    private static void Check(TableShape shape, ShapeColumn standing, ShapeColumn wanted)
    {
        if (shape.KeepsTypes)
        {
            throw new RefusedException(new Failure(
                "WEIR6003",
                $"The column '{standing.Name}' of the table {shape.Table} is {standing.Type}, is declared as {wanted.Type}, and has to keep its type.",
                $"Declare it as {standing.Type}, or take 'types: fail' out of the table's schema_contract."));
        }

        if (!ColumnTypes.CanHold(wanted.Type, standing.Type))
        {
            throw new RefusedException(new Failure(
                "WEIR6003",
                $"The column '{standing.Name}' of the table {shape.Table} is {standing.Type} and cannot become {wanted.Type}.",
                $"Declare it as {standing.Type} or as a type that holds more, or give the column another name."));
        }
    }
}
