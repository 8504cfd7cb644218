namespace Weir.Cli.Rendering;

/// <summary>What a cell's colour says.</summary>
internal enum Tone
{
    Plain,
    Quiet,
    Good,
    Doubtful,
    Bad,
}
