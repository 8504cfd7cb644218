using Weir.Buckets;
using Weir.Exports;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Server.Operations;

/// <summary>Asks for an export.</summary>
internal sealed record ExportOrder
{
    /// <summary>The table; none when a query says which rows.</summary>
    public string? Table { get; init; }

    /// <summary>The query; none when it is a table.</summary>
    public string? Query { get; init; }

    /// <summary>The file as <c>bucket/key</c>, or with a slash at its end the prefix below which files land.</summary>
    public required string To { get; init; }

    /// <summary><c>csv</c>, <c>json</c> or <c>parquet</c>; by the key's ending when null.</summary>
    public string? Format { get; init; }

    /// <summary>The columns by whose values files are parted.</summary>
    public IReadOnlyList<string> PartitionBy { get; init => field = value ?? []; } = []; // what a body leaves out is read as null

    /// <summary>Whether all that is below the prefix goes.</summary>
    public bool Replace { get; init; }

    /// <exception cref="RefusedException">WEIR3001: the key is refused. WEIR6422: there is no such format.</exception>
    public (ObjectName To, ExportDefinition Definition) Read()
    {
        var to = To.Split('/', 2) is [var bucket, var key] ? new ObjectName(bucket, key) : new ObjectName(To, "");
        if (to.Key.Length > 0 && ObjectKey.Check(to.Key.TrimEnd('/')) is { } refused)
        {
            throw new RefusedException(refused);
        }

        FileFormat? format = Format?.ToLowerInvariant() switch
        {
            null => null,
            "csv" => FileFormat.Csv,
            "json" => FileFormat.Json,
            "parquet" => FileFormat.Parquet,
            _ => throw new RefusedException(new Failure("WEIR6422", $"There is no format '{Format}'.", "Choose from csv, json, parquet.")),
        };
        return (to, new ExportDefinition { Table = Table, Query = Query, Format = format, PartitionBy = PartitionBy, Replace = Replace });
    }
}
