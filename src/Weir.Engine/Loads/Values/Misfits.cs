using System.Text;

using Weir.Tables;

namespace Weir.Engine.Loads.Values;

/// <summary>Says in words why a value does not fit its column.</summary>
internal static class Misfits
{
    private const int MaxShown = 60;

    public static Misfit Explain(CellColumn column, Token token, Fit fit) => fit switch
    {
        Fit.Missing => new Misfit(column.Name, "WEIR6114", "a required value is missing"),
        Fit.OutOfRange => new Misfit(column.Name, "WEIR6112", $"{Shown(token)} is out of the range of {column.Type}"),
        Fit.WouldRound when column.Type.Kind == ColumnKind.Decimal =>
            new Misfit(column.Name, "WEIR6113", $"{Shown(token)} has more than {column.Type.Scale} digits after the point"),
        Fit.WouldRound => new Misfit(column.Name, "WEIR6113", $"{Shown(token)} is not a whole number"),
        Fit.LoneSurrogate =>
            new Misfit(column.Name, "WEIR6115", $"{Shown(token)} has half of a surrogate pair, which is no character"),
        _ => new Misfit(column.Name, "WEIR6111", $"{Shown(token)} is not {(column.Pattern is { } pattern ? $"a {column.Type} written as {pattern}" : Wanted(column.Type))}"),
    };

    /// <summary>The beginning of a value, in quotes.</summary>
    private static string Shown(Token token)
    {
        var text = Encoding.UTF8.GetString(token.Text[..Math.Min(token.Length, MaxShown * 4)]);
        return text.Length > MaxShown ? $"'{text[..MaxShown]}…'" : $"'{text}'";
    }

    private static string Wanted(ColumnType type) => type.Kind switch
    {
        ColumnKind.Boolean => "a boolean",
        ColumnKind.SmallInt or ColumnKind.Integer or ColumnKind.BigInt or ColumnKind.HugeInt => "an integer",
        ColumnKind.Real or ColumnKind.Double or ColumnKind.Decimal => "a number",
        ColumnKind.Date => "a date such as 2024-02-29",
        ColumnKind.Time => "a time such as 23:59:59",
        ColumnKind.Timestamp or ColumnKind.TimestampTz => "a timestamp such as 2024-02-29T23:59:59Z",
        ColumnKind.Uuid => "a UUID",
        _ => $"a {type}",
    };
}
