using Weir.Datasets;
using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>datasets</c>: why datasets were published that are not to be published again for the same reason.</summary>
internal sealed class DatasetTable(Database database)
{
    private readonly Statement _insert = database.Prepare(
        "INSERT OR REPLACE INTO datasets (bucket, prefix, name, origin) VALUES (?1, ?2, ?3, ?4)");

    private readonly Statement _find = database.Prepare("SELECT bucket, prefix, name FROM datasets WHERE origin = ?1");

    private readonly Statement _delete = database.Prepare("DELETE FROM datasets WHERE bucket = ?1 AND prefix = ?2 AND name = ?3");

    public void Insert(DatasetRoot root, DatasetName name, string origin) =>
        _insert.Bind(1, root.Bucket).Bind(2, root.Prefix).Bind(3, name.ToString()).Bind(4, origin).Run();

    public (DatasetRoot Root, DatasetName Name)? Find(string origin)
    {
        var found = _find.Bind(1, origin).Step() && DatasetName.TryParse(_find.Text(2), out var name)
            ? (new DatasetRoot(_find.Text(0), _find.Text(1)), name)
            : ((DatasetRoot, DatasetName)?)null;
        _find.Reset();
        return found;
    }

    public void Delete(DatasetRoot root, DatasetName name) =>
        _delete.Bind(1, root.Bucket).Bind(2, root.Prefix).Bind(3, name.ToString()).Run();
}
