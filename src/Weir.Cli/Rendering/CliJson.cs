using System.Text.Json.Serialization;

namespace Weir.Cli.Rendering;

/// <summary>How what only the command line prints looks as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Mistake))]
internal sealed partial class CliJson : JsonSerializerContext;
