using System.Text.Json.Serialization;

using Weir.Server.Operations;

namespace Weir.Server.Api;

/// <summary>How requests and failures look on the wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Redrive))]
[JsonSerializable(typeof(Removal))]
[JsonSerializable(typeof(Counted))]
[JsonSerializable(typeof(TestOrder))]
[JsonSerializable(typeof(DatasetOrder))]
[JsonSerializable(typeof(ExportOrder))]
[JsonSerializable(typeof(DatasetRemoval))]
[JsonSerializable(typeof(Unload))]
[JsonSerializable(typeof(Compact))]
[JsonSerializable(typeof(PreviewCall))]
[JsonSerializable(typeof(Reconcile))]
[JsonSerializable(typeof(ReloadSelection))]
[JsonSerializable(typeof(BackfillOrder))]
[JsonSerializable(typeof(RunOrder))]
[JsonSerializable(typeof(RunWord))]
[JsonSerializable(typeof(RerunOrder))]
[JsonSerializable(typeof(SchedulePause))]
[JsonSerializable(typeof(MessageOrder))]
[JsonSerializable(typeof(QueryLine))]
internal sealed partial class ApiJson : JsonSerializerContext;
