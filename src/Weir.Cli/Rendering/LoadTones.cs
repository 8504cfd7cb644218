namespace Weir.Cli.Rendering;

/// <summary>How the states of loads are coloured.</summary>
internal static class LoadTones
{
    public static Tone Of(string? status) => status switch
    {
        "LOADED" => Tone.Good,
        "PARTIALLY_LOADED" => Tone.Doubtful,
        "SUPERSEDED" or "UNLOADED" or null => Tone.Quiet,
        _ => Tone.Bad,
    };
}
