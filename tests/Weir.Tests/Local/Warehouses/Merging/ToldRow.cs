using System.Globalization;
using System.Text;

using Weir.Engine.Warehouses;

namespace Weir.Tests.Local.Warehouses.Merging;

/// <summary>A row of a file: few values, so that many are the same.</summary>
internal sealed record ToldRow(int Id, int? Changed, bool Gone, int? A, string B)
{
    public string Values => string.Create(CultureInfo.InvariantCulture, $"{Gone}|{A}|{B}");

    public static ToldRow Random(Random random, int ids, bool mayLackTimes) => new(
        random.Next(ids),
        mayLackTimes && random.Next(6) == 0 ? null : random.Next(8),
        random.Next(5) == 0,
        random.Next(3) == 0 ? null : random.Next(2),
        random.Next(2) == 0 ? "x" : "y'\"");

    public void Write(RowWriter rows, int row, long load, int position)
    {
        rows.SetInt32(0, row, Id);
        if (Changed is { } changed)
        {
            rows.SetDate(1, row, changed);
        }
        else
        {
            rows.SetNull(1, row);
        }

        rows.SetBoolean(2, row, Gone);
        if (A is { } a)
        {
            rows.SetInt32(3, row, a);
        }
        else
        {
            rows.SetNull(3, row);
        }

        rows.SetText(4, row, Encoding.UTF8.GetBytes(B));
        rows.SetInt64(5, row, load);
        rows.SetInt64(6, row, position);
    }
}
