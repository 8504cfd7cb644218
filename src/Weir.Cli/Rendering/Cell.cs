using Weir.Cli.Terminals;

namespace Weir.Cli.Rendering;

/// <summary>A cell of a grid.</summary>
/// <param name="Text">What it says; null for a value that is not there, which differs from an empty text.</param>
/// <param name="Tone">How it is coloured where somebody watches.</param>
internal readonly record struct Cell(string? Text, Tone Tone = Tone.Plain)
{
    /// <summary>On one line, and harmless on a terminal.</summary>
    public string Shown => Text is null ? "NULL" : TextWidth.OneLine(Text);

    /// <summary>Whether there is anything to see in it: a quiet nought is nothing.</summary>
    public bool Says => Text is not (null or "") && this is not { Text: "0", Tone: Tone.Quiet };

    public static implicit operator Cell(string? text) => new(text);

    /// <summary>A text in the colour of this cell.</summary>
    public string Paint(string text, Ink ink) => this switch
    {
        { Text: null } or { Tone: Tone.Quiet } => ink.Dim(text),
        { Tone: Tone.Good } => ink.Green(text),
        { Tone: Tone.Doubtful } => ink.Yellow(text),
        { Tone: Tone.Bad } => ink.Red(text),
        _ => text,
    };
}
