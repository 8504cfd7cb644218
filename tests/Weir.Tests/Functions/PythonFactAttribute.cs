namespace Weir.Tests.Functions;

/// <summary>A test that needs Python, and is skipped where there is none.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(bool withPip = false) => Skip = Python.WhyNot(withPip);
}
