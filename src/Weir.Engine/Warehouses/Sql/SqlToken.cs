namespace Weir.Engine.Warehouses.Sql;

/// <summary>A word or a sign of a SQL text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A word as it is written, a name without its quotes, a sign; empty for a value.</param>
/// <param name="Depth">In how many parentheses it stands.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Depth)
{
    /// <summary>Whether it is this keyword, in any case.</summary>
    public bool Is(string keyword) => Kind == SqlTokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is this sign.</summary>
    public bool IsSign(char sign) => Kind == SqlTokenKind.Sign && Text[0] == sign;
}
