namespace Weir.Cli.Demo;

/// <summary>The project that the demo runs.</summary>
internal static class DemoProject
{
    /// <summary>The project file's text.</summary>
    public static string Yaml()
    {
        using var resource = typeof(DemoProject).Assembly.GetManifestResourceStream("Weir.Cli.Demo.weir.yaml")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }

    /// <summary>Writes the project into a new temporary folder, which is kept.</summary>
    public static string Write()
    {
        var folder = Directory.CreateTempSubdirectory("weir-demo-").FullName;
        File.WriteAllText(Path.Combine(folder, "weir.yaml"), Yaml());
        return folder;
    }
}
