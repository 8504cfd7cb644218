namespace Weir.Project.Yaml;

/// <summary>Stops the parser before its work on a file of brackets grows with their square. The mistake is already noted.</summary>
internal sealed class YamlTooDeepException(Place place) : Exception
{
    /// <summary>Where the first value too deep starts.</summary>
    public Place Place { get; } = place;
}
