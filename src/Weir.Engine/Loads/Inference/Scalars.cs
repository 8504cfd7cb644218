namespace Weir.Engine.Loads.Inference;

/// <summary>Which kinds of single values were seen in one place.</summary>
[Flags]
internal enum Scalars
{
    None = 0,
    Boolean = 1,

    /// <summary>Whole numbers of up to 64 bits.</summary>
    Integer = 2,

    /// <summary>Whole numbers of up to 128 bits.</summary>
    Huge = 4,

    /// <summary>Numbers with a fraction or an exponent, and larger ones.</summary>
    Number = 8,

    /// <summary>Texts that are a date.</summary>
    Date = 16,

    /// <summary>Texts that are a date and a time.</summary>
    Timestamp = 32,

    /// <summary>Any other text.</summary>
    Text = 64,
}
