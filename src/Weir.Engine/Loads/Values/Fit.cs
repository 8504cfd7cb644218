namespace Weir.Engine.Loads.Values;

/// <summary>Whether a text is a value of a type, and if not, why.</summary>
internal enum Fit : byte
{
    /// <summary>It is.</summary>
    Fits,

    /// <summary>It is something else.</summary>
    WrongForm,

    /// <summary>It is a number, or a moment, beyond what the type can hold.</summary>
    OutOfRange,

    /// <summary>It is a number with digits that the type would drop.</summary>
    WouldRound,

    /// <summary>A required value is missing.</summary>
    Missing,

    /// <summary>It is a string with half of a surrogate pair, which no UTF-8 text can hold.</summary>
    LoneSurrogate,
}
