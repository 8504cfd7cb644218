namespace Weir.Functions.Commands;

/// <summary>How programs are told to read a file of commands, so that a command that fails ends the whole.</summary>
internal static class Interpreters
{
    /// <summary>The program and its arguments, to be followed by the file.</summary>
    /// <param name="name">Its name, such as <c>bash</c>.</param>
    /// <param name="path">Where it is.</param>
    public static IReadOnlyList<string> CommandOf(string name, string path) => name switch
    {
        "bash" => [path, "--noprofile", "--norc", "-eo", "pipefail"],
        "sh" or "dash" or "ash" or "ksh" or "zsh" => [path, "-e"],
        _ => [path],
    };
}
