namespace Weir.Engine.Warehouses.Sql;

/// <summary>What a token of SQL is.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword, a name without quotes, or a number.</summary>
    Word,

    /// <summary>A name in double quotes.</summary>
    Name,

    /// <summary>A text in single quotes or between dollars.</summary>
    Value,

    /// <summary>Any other character.</summary>
    Sign,
}
