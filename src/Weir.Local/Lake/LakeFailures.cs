using Weir.DuckDb;
using Weir.Failures;

namespace Weir.Local.Lake;

/// <summary>What can go wrong with the files of tables, in words.</summary>
internal static class LakeFailures
{
    /// <summary>What DuckDB's own error says when a value is the word that stands for no value.</summary>
    public const string WordForNothing = "a value is the word for no value";

    /// <summary>What an error says of writing a table's files, when it is one of those that have to do with them.</summary>
    public static WeirException? Of(DuckDbException error, LakeTable table)
    {
        if (error.Message.Contains(WordForNothing, StringComparison.Ordinal))
        {
            return new RefusedException(
                new Failure(
                    "WEIR6303",
                    $"A row for the table {table.Name} has the text '{HivePath.Nothing}' in a column by which it is partitioned: in a path, that means no value.",
                    "Correct the row, or partition by another column."),
                error);
        }

        return error.Message.Contains("File name too long", StringComparison.OrdinalIgnoreCase)
            ? new RefusedException(
                new Failure(
                    "WEIR6303",
                    $"A row for the table {table.Name} has a text that is too long for a folder's name in a column by which it is partitioned.",
                    "Partition by another column."),
                error)
            : null;
    }

    /// <summary>The disk refuses to take a table's files.</summary>
    public static UnavailableException Unwritable(LakeTable table, Exception error) => new(
        new Failure(
            "WEIR6301",
            Disk.IsFull(error)
                ? $"The disk is full: files of the table {table.Name} could not be written."
                : $"Files of the table {table.Name} could not be written: {error.Message}",
            "Free some space, or see to the folder's rights; work goes on by itself."),
        error);
}
