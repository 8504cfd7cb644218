using System.Text.Json.Serialization;

using Weir.Engine.Objects;

namespace Weir.Local.Uploads;

/// <summary>How an upload looks on disk. Changing this is a migration.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Upload))]
internal sealed partial class UploadJson : JsonSerializerContext;
