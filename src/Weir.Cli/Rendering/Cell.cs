namespace Weir.Cli.Rendering;

/// <summary>A cell of a grid.</summary>
/// <param name="Text">What it says; null for a value that is not there, which differs from an empty text.</param>
/// <param name="Tone">How it is coloured where somebody watches.</param>
internal readonly record struct Cell(string? Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string? text) => new(text);
}
