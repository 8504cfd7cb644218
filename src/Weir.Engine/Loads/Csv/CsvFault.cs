namespace Weir.Engine.Loads.Csv;

/// <summary>What is wrong with a CSV record.</summary>
internal enum CsvFault : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A field's quote is never closed.</summary>
    Unterminated,

    /// <summary>Text follows the quote that closes a field.</summary>
    TextAfterQuote,
}
