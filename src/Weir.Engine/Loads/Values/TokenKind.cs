namespace Weir.Engine.Loads.Values;

/// <summary>What stands in a file where a cell's value is to come from.</summary>
internal enum TokenKind : byte
{
    /// <summary>Nothing: the path leads nowhere.</summary>
    Missing,

    /// <summary>JSON's <c>null</c>, or an empty CSV field without quotes.</summary>
    Null,

    /// <summary>JSON's <c>true</c>.</summary>
    True,

    /// <summary>JSON's <c>false</c>.</summary>
    False,

    /// <summary>A JSON number without fraction or exponent.</summary>
    Integer,

    /// <summary>A JSON number with a fraction or an exponent.</summary>
    Number,

    /// <summary>A JSON string without escapes; the text stands between its quotes.</summary>
    String,

    /// <summary>A JSON string with at least one escape; the text stands between its quotes, as written.</summary>
    EscapedString,

    /// <summary>A JSON object, braces included.</summary>
    Object,

    /// <summary>A JSON array, brackets included.</summary>
    Array,

    /// <summary>A CSV field as it is meant.</summary>
    Field,

    /// <summary>A CSV field with doubled quotes; the text stands between its quotes, as written.</summary>
    EscapedField,
}
