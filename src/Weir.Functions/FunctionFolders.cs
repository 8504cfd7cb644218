namespace Weir.Functions;

/// <summary>Where functions are kept on this machine.</summary>
/// <param name="Packages">What was built, by content: several processes may share it.</param>
/// <param name="Scratch">What workers leave, which is deleted with them.</param>
internal sealed record FunctionFolders(string Packages, string Scratch)
{
    /// <summary>Those of a project that runs where it is.</summary>
    public static FunctionFolders In(string project)
    {
        var home = Path.Combine(project, ".weir", "functions");
        return new(home, Path.Combine(home, ".scratch"));
    }
}
