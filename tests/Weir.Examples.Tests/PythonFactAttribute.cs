namespace Weir.Examples.Tests;

/// <summary>A test that needs Python, and is skipped where there is none.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute() => Skip = IsThere() ? null : "Python 3 is not installed here: .ci/run installs it.";

    private static bool IsThere() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "python3")));
}
