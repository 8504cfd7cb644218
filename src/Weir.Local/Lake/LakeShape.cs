using Weir.Engine.Warehouses;
using Weir.Local.Warehouses;
using Weir.Tables;

namespace Weir.Local.Lake;

/// <summary>The columns of a table with files, brought into the shape that a load needs.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Changes">What is new about them; nothing when nothing is.</param>
/// <param name="Formers">The names that columns have in the files, of those that have others there.</param>
/// <param name="IsRewritten">
/// Whether files have to be written anew: other engines want one name and one type for a column. A column that is missing in
/// older files has no value there for any of them.
/// </param>
internal sealed record LakeShape(
    IReadOnlyList<ShapeColumn> Columns, IReadOnlyList<ShapeChange> Changes, IReadOnlyDictionary<string, string> Formers, bool IsRewritten)
{
    /// <param name="standing">The table as it stands; none when there is none.</param>
    /// <param name="wanted">The columns of the rows.</param>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6003: a column has another type, which cannot be widened.</exception>
    public static LakeShape Of(TableShape? standing, TableShape wanted)
    {
        if (standing is null)
        {
            return new LakeShape(wanted.Columns, ShapeKeeper.Created(wanted), new Dictionary<string, string>(), IsRewritten: false);
        }

        var columns = standing.Columns.ToList();
        var formers = new Dictionary<string, string>();
        var steps = ShapePlan.Of(standing, wanted).ToList();
        foreach (var (change, column) in steps)
        {
            var at = columns.FindIndex(c => c.Name == (change.Kind == SchemaChangeKind.ColumnRenamed ? change.OldValue : column.Name));
            if (at < 0)
            {
                columns.Add(column);
            }
            else
            {
                columns[at] = column;
            }

            if (change.Kind == SchemaChangeKind.ColumnRenamed)
            {
                formers[column.Name] = change.OldValue!;
            }
        }

        return new LakeShape(
            columns,
            ShapeKeeper.Told(steps.Select(step => step.Change)),
            formers,
            steps.Any(step => step.Change.Kind is SchemaChangeKind.ColumnRenamed or SchemaChangeKind.TypeWidened));
    }
}
