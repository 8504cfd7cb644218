using System.Text.Json.Serialization;

namespace Weir.Cli.Flow;

/// <summary>How the happenings of a flow look as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FlowEvent))]
internal sealed partial class FlowJson : JsonSerializerContext;
