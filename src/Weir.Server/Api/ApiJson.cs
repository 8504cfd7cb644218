using System.Text.Json.Serialization;

using Weir.Server.Access.Accounts;
using Weir.Server.Api.Bodies;
using Weir.Server.Operations;

namespace Weir.Server.Api;

/// <summary>How requests and failures look on the wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Redrive))]
[JsonSerializable(typeof(Removal))]
[JsonSerializable(typeof(Counted))]
[JsonSerializable(typeof(TestOrder))]
[JsonSerializable(typeof(DatasetOrder))]
[JsonSerializable(typeof(ExportOrder))]
[JsonSerializable(typeof(DatasetRemoval))]
[JsonSerializable(typeof(ReloadSelection))]
[JsonSerializable(typeof(BackfillOrder))]
[JsonSerializable(typeof(MessageOrder))]
[JsonSerializable(typeof(StartBody))]
[JsonSerializable(typeof(WordBody))]
[JsonSerializable(typeof(RerunBody))]
[JsonSerializable(typeof(UnloadBody))]
[JsonSerializable(typeof(CompactBody))]
[JsonSerializable(typeof(PreviewBody))]
[JsonSerializable(typeof(ReconcileBody))]
[JsonSerializable(typeof(UserOrder))]
[JsonSerializable(typeof(PasswordOrder))]
[JsonSerializable(typeof(NameOrder))]
[JsonSerializable(typeof(TokenOrder))]
[JsonSerializable(typeof(PairOrder))]
[JsonSerializable(typeof(QueryLine))]
internal sealed partial class ApiJson : JsonSerializerContext;
