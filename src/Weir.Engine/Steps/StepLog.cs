namespace Weir.Engine.Steps;

/// <summary>What code of the user's wrote, as a run keeps it.</summary>
internal static class StepLog
{
    /// <summary>As many characters of the end of a log as are kept.</summary>
    private const int Longest = 64 << 10;

    /// <summary>The end of it; none when it wrote nothing.</summary>
    public static string? Of(IReadOnlyList<string> lines)
    {
        var text = string.Join('\n', lines);
        return text.Length == 0 ? null : text.Length > Longest ? "…" + text[^Longest..] : text;
    }
}
