namespace Weir.Browser.Tests;

/// <summary>A test that needs a browser. Where there is none it says so, and is skipped.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Missing;
}
