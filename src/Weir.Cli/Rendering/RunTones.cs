namespace Weir.Cli.Rendering;

/// <summary>How the states of runs and steps are coloured.</summary>
internal static class RunTones
{
    public static Tone Of(string state) => state switch
    {
        "succeeded" => Tone.Good,
        "failed" => Tone.Bad,
        "skipped" => Tone.Quiet,
        _ => Tone.Doubtful,
    };
}
