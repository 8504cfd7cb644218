using System.Text;

using Weir.Engine.Warehouses;

namespace Weir.Local.Warehouses;

/// <summary>Cells of system tables, which may be missing.</summary>
internal static class RecordCells
{
    extension(RowWriter rows)
    {
        public void SetText(int column, int row, string? text)
        {
            if (text is null)
            {
                rows.SetNull(column, row);
                return;
            }

            rows.SetText(column, row, Encoding.UTF8.GetBytes(text));
        }

        public void SetInt64(int column, int row, long? value)
        {
            if (value is { } known)
            {
                rows.SetInt64(column, row, known);
            }
            else
            {
                rows.SetNull(column, row);
            }
        }

        public void SetInstant(int column, int row, DateTimeOffset instant) =>
            rows.SetMicroseconds(column, row, (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
    }
}
