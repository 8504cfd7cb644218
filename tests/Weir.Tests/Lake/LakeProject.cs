using System.Text;

using Weir.Tests.Flow;

namespace Weir.Tests.Lake;

/// <summary>Projects with tables that are Parquet files, and what is to be seen of those.</summary>
internal static class LakeProject
{
    /// <summary>A project with the table <c>orders</c>, whose files are in <c>lake/orders</c>.</summary>
    /// <param name="partitionBy">By what.</param>
    /// <param name="more">Further keys of the table.</param>
    /// <param name="columns">Its columns.</param>
    public static string Yaml(
        string partitionBy = "[year(at), month(at)]",
        string more = "",
        string columns = "{ id: { type: bigint, nullable: false }, at: { type: timestamp }, region: { type: varchar } }") =>
        $$"""
        project: lake
        buckets: { raw: {}, lake: {} }
        tables:
          orders:
            source: raw/**.json
            storage: { parquet: lake/orders, partition_by: {{partitionBy}} }
            columns: {{columns}}
            {{more}}
        """;

    /// <summary>The folder that other engines read.</summary>
    public static string Shown(World world) => Path.Combine(world.Environment.Folder, "buckets", "lake", "orders");

    /// <summary>How many files other engines find in each folder, as <c>year=2026/month=1: 2</c>.</summary>
    public static IReadOnlyList<string> ShownFiles(World world) => Files(Shown(world))
        .GroupBy(file => Path.GetDirectoryName(file)!.Replace(Path.DirectorySeparatorChar, '/'))
        .Select(folder => FormattableString.Invariant($"{folder.Key}: {folder.Count()}"))
        .Order(StringComparer.Ordinal)
        .ToList();

    /// <summary>The names of the files that other engines find.</summary>
    public static IReadOnlyList<string> Files(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The names of the files that Weir keeps.</summary>
    public static IReadOnlyList<string> KeptFiles(World world) => Files(Path.Combine(world.Environment.Folder, "lake"));

    /// <summary>What another engine finds in the folder, which knows nothing of Weir.</summary>
    public static Task<IReadOnlyList<string>> ReadShownAsync(World world, string what) => world.QueryAsync(
        $"SELECT {what} FROM read_parquet('{Shown(world)}/**/*.parquet', hive_partitioning = true, union_by_name = true)");

    /// <summary>Puts a file and waits until it is loaded.</summary>
    public static async Task PutAsync(World world, string name, string content)
    {
        await world.PutAsync((name, Encoding.UTF8.GetBytes(content)));
        await world.WhenIdleAsync();
    }
}
