using System.Text.Json.Serialization;

namespace Weir.Functions.Workers;

/// <summary>How a client context is written: all but ASCII is escaped, as headers want it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClientContext))]
internal sealed partial class ClientContextJson : JsonSerializerContext;
