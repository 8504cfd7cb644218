using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The rows of <c>object_attributes</c>: what was said of versions, for as long as their contents are there.</summary>
internal sealed class AttributeTable(Database database)
{
    private readonly Statement _put = database.Prepare("INSERT OR REPLACE INTO object_attributes (version, attributes) VALUES (?1, ?2)");

    private readonly Statement _delete = database.Prepare("DELETE FROM object_attributes WHERE version = ?1");

    public void Put(long version, string attributes) => _put.Bind(1, version).Bind(2, attributes).Run();

    public void Delete(long version) => _delete.Bind(1, version).Run();
}
