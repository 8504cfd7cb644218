namespace Weir.Local.Warehouses;

/// <summary>How the embedded warehouse is opened.</summary>
internal static class DuckDbSettings
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        // Tables are sets; keeping the order of insertion costs a fifth of the rate of a large load.
        ["preserve_insertion_order"] = "false",

        // A checkpoint stalls commits for a tenth of a second and more: housekeeping makes them while nothing waits.
        ["checkpoint_threshold"] = "1GB",

        // A table's partitions are written side by side: with fewer, each of them would be in several files.
        ["partitioned_write_max_open_files"] = "500",

        // Extensions would be fetched from the internet: a pipeline's meaning may not hang on that.
        ["autoinstall_known_extensions"] = "false",
    };
}
