namespace Weir.Browser.Tests;

/// <summary>Scripts that tests run in a page.</summary>
internal static class Resource
{
    public static string Read(string name)
    {
        using var from = new StreamReader(typeof(Resource).Assembly.GetManifestResourceStream($"Weir.Browser.Tests.{name}")!);
        return from.ReadToEnd();
    }
}
