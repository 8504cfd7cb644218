namespace Weir.Tests.Functions;

/// <summary>A theory that needs Python, and is skipped where there is none.</summary>
public sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute() => Skip = Python.WhyNot(withPip: false);
}
