using Weir.Buckets;
using Weir.DuckDb;

namespace Weir.Local.Warehouses;

/// <summary>Looks up in the ledger what was loaded before.</summary>
internal static class LoadLedger
{
    public static long LastLoadId(Rental rental)
    {
        using var command = rental.Connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(load_id), 0) FROM weir.load_history";
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The files whose content is in the table, or whose very version has ended as a failed load.</summary>
    public static IReadOnlySet<StoredObject> Find(Rental rental, string table, IReadOnlyList<StoredObject> files)
    {
        var filesByIdentity = new Dictionary<Guid, List<StoredObject>>(files.Count * 2);
        foreach (var file in files)
        {
            Add(filesByIdentity, FileIdentity.OfContent(table, file), file);
            Add(filesByIdentity, FileIdentity.OfVersion(table, file), file);
        }

        using var command = rental.Connection.CreateCommand();
        command.CommandText = "SELECT identity FROM weir.loaded_files WHERE identity IN (SELECT unnest($1))";
        command.Parameters.Add(new DuckDbParameter(filesByIdentity.Keys.ToArray()));
        using var reader = command.ExecuteReader();
        var loaded = new HashSet<StoredObject>();
        while (reader.Read())
        {
            loaded.UnionWith(filesByIdentity[reader.GetGuid(0)]);
        }

        return loaded;
    }

    /// <summary>The content may be loaded again when it lands again; this one landing of it may not.</summary>
    public static void Forget(Rental rental, string table, StoredObject file, long loadId)
    {
        using (var forget = rental.Connection.CreateCommand("DELETE FROM weir.loaded_files WHERE identity = $1"))
        {
            forget.Parameters.Add(new DuckDbParameter(FileIdentity.OfContent(table, file)));
            forget.ExecuteNonQuery();
        }

        using var replaced = rental.Connection.CreateCommand("INSERT OR IGNORE INTO weir.loaded_files VALUES ($1, $2)");
        replaced.Parameters.Add(new DuckDbParameter(FileIdentity.OfVersion(table, file)));
        replaced.Parameters.Add(new DuckDbParameter(loadId));
        replaced.ExecuteNonQuery();
    }

    private static void Add(Dictionary<Guid, List<StoredObject>> filesByIdentity, Guid identity, StoredObject file)
    {
        if (!filesByIdentity.TryGetValue(identity, out var same))
        {
            filesByIdentity[identity] = same = [];
        }

        same.Add(file);
    }
}
