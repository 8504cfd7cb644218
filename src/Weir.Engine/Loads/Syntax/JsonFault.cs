namespace Weir.Engine.Loads.Syntax;

/// <summary>What stopped the reading of JSON text.</summary>
internal enum JsonFault : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The text ends within a value.</summary>
    EndsEarly,

    /// <summary>A character stands where it may not.</summary>
    Unexpected,

    /// <summary>A line break or another control character stands in a string.</summary>
    ControlCharacter,

    /// <summary>A backslash is followed by what is no escape.</summary>
    BadEscape,

    /// <summary>A number is not written as JSON has it.</summary>
    BadNumber,
}
