namespace Weir.Pipelines;

/// <summary>What an input of a pipeline may be.</summary>
public enum InputType
{
    /// <summary>Any text.</summary>
    String,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A number, as JSON writes it.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,
}
