using Weir.Buckets;
using Weir.DuckDb;
using Weir.Loads;

namespace Weir.Local.Warehouses;

/// <summary>Looks up in the ledger what was loaded before.</summary>
internal static class LoadLedger
{
    public static long LastLoadId(Rental rental) => rental.Number("SELECT coalesce(max(load_id), 0) FROM weir.load_history");

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

    /// <summary>How the loads ended by which the ledger knows files: by their content, or else by their version.</summary>
    public static Dictionary<StoredObject, LoadStatus> Describe(Rental rental, string table, IReadOnlyList<StoredObject> files)
    {
        var contents = files.ToDictionary(file => file, file => FileIdentity.OfContent(table, file));
        var versions = files.ToDictionary(file => file, file => FileIdentity.OfVersion(table, file));
        using var command = rental.Connection.CreateCommand(
            """
            SELECT identity, status FROM weir.loaded_files LEFT JOIN weir.load_history USING (load_id)
            WHERE identity IN (SELECT unnest($1))
            """);
        command.Parameters.Add(new DuckDbParameter(contents.Values.Concat(versions.Values).ToArray()));
        using var reader = command.ExecuteReader();
        var ends = new Dictionary<Guid, LoadStatus>();
        while (reader.Read())
        {
            ends[reader.GetGuid(0)] = reader.IsDBNull(1) ? LoadStatus.Loaded : LoadStatusNames.Parse(reader.GetString(1));
        }

        var known = new Dictionary<StoredObject, LoadStatus>();
        foreach (var file in files)
        {
            if (ends.ContainsKey(contents[file]))
            {
                known.Add(file, LoadStatus.Loaded);
            }
            else if (ends.TryGetValue(versions[file], out var end))
            {
                known.Add(file, end);
            }
        }

        return known;
    }

    /// <summary>These landings may be loaded once more. Contents that stand in the table are still known.</summary>
    public static void Release(Rental rental, string table, IEnumerable<StoredObject> files)
    {
        rental.Execute(
            "DELETE FROM weir.loaded_files WHERE identity IN (SELECT unnest($1))",
            files.Select(file => FileIdentity.OfVersion(table, file)).ToArray());
    }

    /// <summary>The content may be loaded again when it lands again; this one landing of it may not.</summary>
    public static void Forget(Rental rental, string table, StoredObject file, long loadId)
    {
        rental.Execute("DELETE FROM weir.loaded_files WHERE identity = $1", FileIdentity.OfContent(table, file));
        rental.Execute("INSERT OR IGNORE INTO weir.loaded_files VALUES ($1, $2)", FileIdentity.OfVersion(table, file), loadId);
    }

    /// <summary>The history says of a load that its rows were taken out.</summary>
    public static void NoteUnloaded(Rental rental, long loadId) => rental.Execute(
        "UPDATE weir.load_history SET status = $1 WHERE load_id = $2", LoadStatusNames.Of(LoadStatus.Unloaded), loadId);

    private static void Add(Dictionary<Guid, List<StoredObject>> filesByIdentity, Guid identity, StoredObject file)
    {
        if (!filesByIdentity.TryGetValue(identity, out var same))
        {
            filesByIdentity[identity] = same = [];
        }

        same.Add(file);
    }
}
