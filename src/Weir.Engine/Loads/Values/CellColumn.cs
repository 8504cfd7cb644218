using Weir.Tables;

namespace Weir.Engine.Loads.Values;

/// <summary>A column that takes values from files.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Type">Its type.</param>
/// <param name="Nullable">Whether a row may lack the value.</param>
/// <param name="Token">Which of a row's tokens is its value.</param>
internal sealed record CellColumn(string Name, ColumnType Type, bool Nullable, int Token)
{
    /// <summary>How its dates or timestamps are written; none when as ISO 8601 has them.</summary>
    public MomentPattern? Pattern { get; init; }

    /// <summary>The same, as the table's files are written.</summary>
    public CellColumn In(FormatOptions format) => this with
    {
        Pattern = Type.Kind switch
        {
            ColumnKind.Date => format.DateFormat,
            ColumnKind.Timestamp or ColumnKind.TimestampTz => format.TimestampFormat,
            _ => null,
        },
    };
}
