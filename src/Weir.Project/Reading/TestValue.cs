using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>A value of a test, and where it stands.</summary>
/// <param name="Text">The value as it is written.</param>
/// <param name="Node">Its place.</param>
internal sealed record TestValue(string Text, YamlNode Node);
