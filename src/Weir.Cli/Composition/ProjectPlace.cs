namespace Weir.Cli.Composition;

/// <summary>Where a project is, and which of its environments is meant.</summary>
/// <param name="Folder">The project's folder, as a full path.</param>
/// <param name="Environment">The environment's name.</param>
internal sealed record ProjectPlace(string Folder, string Environment)
{
    public string ProjectFile => Path.Combine(Folder, "weir.yaml");

    /// <summary>Where the environment keeps everything.</summary>
    public string EnvironmentFolder => Path.Combine(Folder, ".weir", Environment);
}
