namespace Weir.Browser.Tests;

/// <summary>The same for several pages.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}
