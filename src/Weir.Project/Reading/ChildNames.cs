using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Tables;

namespace Weir.Project.Reading;

/// <summary>The names that child tables may get: a table of JSON without <c>columns</c> has one for each list in its rows.</summary>
internal static class ChildNames
{
    private const string Separator = "__";

    /// <summary>Notes tables that are called as a child of another table may be: rows of both would be in one table, and leave it together.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="node">Where they are declared.</param>
    /// <param name="reading">Takes the mistakes.</param>
    public static void Check(IReadOnlyCollection<TableDefinition> tables, YamlNode node, ReadingContext reading)
    {
        var parents = tables.Where(table => table.Columns is null && table.Format == FileFormat.Json).ToList();
        foreach (var table in tables)
        {
            var name = TableKeys.FullName(table.Name);
            if (parents.Find(each => name.StartsWith(TableKeys.FullName(each.Name) + Separator, StringComparison.OrdinalIgnoreCase)) is { Name: var parent })
            {
                reading.Wrong(
                    (node as YamlNode.Map)?.Entries.First(entry => entry.Key.Text == table.Name).Key ?? node,
                    "WEIR2413",
                    $"The table '{table.Name}' is called as a child table of '{parent}' may be, which has no 'columns' and makes one for each list in its rows.",
                    $"Choose a name that does not begin with '{parent}{Separator}', or give '{parent}' columns: then it has no child tables.");
            }
        }
    }
}
