using Weir.Engine.Warehouses;

namespace Weir.Server.Operations;

/// <summary>What merging small files of a table did.</summary>
/// <param name="Table">The table.</param>
/// <param name="FilesMerged">How many files were merged.</param>
/// <param name="FilesMade">How many files were made of them.</param>
/// <param name="BytesWritten">How many bytes were written.</param>
/// <param name="Files">How many files the table has now.</param>
/// <param name="PartitionsLeft">How many partitions have small files still.</param>
internal sealed record CompactedTable(string Table, int FilesMerged, int FilesMade, long BytesWritten, int Files, int PartitionsLeft)
{
    public static CompactedTable Of(CompactionStep step) =>
        new(step.Table, step.FilesMerged, step.FilesMade, step.Bytes, step.Files, step.PartitionsLeft);

    /// <summary>This step and the one after it as one.</summary>
    public CompactedTable And(CompactedTable next) => next with
    {
        FilesMerged = FilesMerged + next.FilesMerged,
        FilesMade = FilesMade + next.FilesMade,
        BytesWritten = BytesWritten + next.BytesWritten,
    };
}
