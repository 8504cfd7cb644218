namespace Weir.Engine.Loads.Json;

/// <summary>What an array is that does not stand within anything.</summary>
internal enum ArrayMeaning : byte
{
    /// <summary>A document.</summary>
    Document,

    /// <summary>Many documents.</summary>
    Documents,

    /// <summary>Many documents, and nothing but an array will do.</summary>
    OnlyDocuments,
}
