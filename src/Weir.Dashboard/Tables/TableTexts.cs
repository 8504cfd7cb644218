using System.Globalization;

using Weir.Dashboard.Layout;

namespace Weir.Dashboard.Tables;

/// <summary>Words and addresses of the pages of tables.</summary>
internal static class TableTexts
{
    public static string PathOf(string table) => $"/tables/{Uri.EscapeDataString(table)}";

    public static string LoadPath(long? load) => $"/loads/{load}";

    public static string KeyOf(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The path of what became of an object.</summary>
    public static string TrailPath(string bucket, string key, long version) =>
        $"/upload/trail?bucket={Uri.EscapeDataString(bucket)}&key={Uri.EscapeDataString(key)}&version={version}";

    public static string FormOf(string form) => form switch
    {
        "parquet" => "Parquet files",
        "view" => "view",
        "empty" => "nothing loaded yet",
        _ => "table",
    };

    /// <summary>A load's status, as the badges of the dashboard know it.</summary>
    public static string StateOf(string status) => status.ToLowerInvariant();

    public static string Bytes(long? bytes) => bytes is { } known ? Numbers.Size(known) : "–";

    public static string Rows(long? rows) => rows is { } known ? Numbers.Count(known) : "–";

    /// <summary>How many of a thing, such as <c>1 row</c> and <c>2 rows</c>.</summary>
    public static string Of(long count, string thing) => $"{Numbers.Count(count)} {thing}{(count == 1 ? "" : "s")}";
}
