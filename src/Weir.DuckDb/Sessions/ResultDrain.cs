using Weir.DuckDb.Native;

namespace Weir.DuckDb.Sessions;

/// <summary>Reads a result whose rows nobody wants.</summary>
internal static class ResultDrain
{
    /// <summary>A number of rows as ADO.NET wants it. The rows are changed, so that a number too great for it must not be an error.</summary>
    public static int RecordsAffected(long rows) => (int)Math.Min(rows, int.MaxValue);

    /// <returns>How many rows the statement changed; null if it is not one that changes rows.</returns>
    public static unsafe long? RowsChanged(ResultHandle result, Watch watch)
    {
        var kind = result.Kind;
        long? changed = kind is ResultKind.ChangedRows ? 0 : null;
        while (kind is not ResultKind.Nothing && result.Fetch() is { } chunk)
        {
            using (chunk)
            {
                if (kind is ResultKind.ChangedRows)
                {
                    changed += *(long*)NativeVectors.Data(NativeVectors.Vector(chunk, 0));
                }
            }
        }

        return result.Error is { } error ? throw watch.Translated(error) : changed;
    }
}
