using System.Text.Json.Serialization;

namespace Weir.Server.S3.Objects;

/// <summary>How attributes are stored. Changing this is a migration.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ObjectAttributes))]
internal sealed partial class AttributesJson : JsonSerializerContext;
