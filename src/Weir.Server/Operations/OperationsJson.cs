using System.Text.Json.Serialization;

using Weir.Failures;

namespace Weir.Server.Operations;

/// <summary>How operations look on the wire and behind <c>--json</c>. People's scripts read this: names only ever get added.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    GenerationMode = JsonSourceGenerationMode.Default)]
[JsonSerializable(typeof(EnvironmentStatus))]
[JsonSerializable(typeof(IReadOnlyList<ListedBucket>))]
[JsonSerializable(typeof(IReadOnlyList<ListedObject>))]
[JsonSerializable(typeof(IReadOnlyList<ListedEvent>))]
[JsonSerializable(typeof(IReadOnlyList<ListedDeadLetter>))]
[JsonSerializable(typeof(IReadOnlyList<ListedRun>))]
[JsonSerializable(typeof(IReadOnlyList<ListedLoad>))]
[JsonSerializable(typeof(IReadOnlyList<ListedQuarantine>))]
[JsonSerializable(typeof(IReadOnlyList<ListedTestResult>))]
[JsonSerializable(typeof(IReadOnlyList<QueryColumn>))]
[JsonSerializable(typeof(ListedObject))]
[JsonSerializable(typeof(ListedBucket))]
[JsonSerializable(typeof(ListedEvent))]
[JsonSerializable(typeof(ListedDeadLetter))]
[JsonSerializable(typeof(ListedRun))]
[JsonSerializable(typeof(IReadOnlyList<ListedApproval>))]
[JsonSerializable(typeof(ListedApproval))]
[JsonSerializable(typeof(ShownRun))]
[JsonSerializable(typeof(RequestedRun))]
[JsonSerializable(typeof(RepeatedRun))]
[JsonSerializable(typeof(PublishedMessage))]
[JsonSerializable(typeof(ListedStep))]
[JsonSerializable(typeof(FollowedLog))]
[JsonSerializable(typeof(ListedLoad))]
[JsonSerializable(typeof(ListedQuarantine))]
[JsonSerializable(typeof(ListedTestResult))]
[JsonSerializable(typeof(IReadOnlyList<ListedDataset>))]
[JsonSerializable(typeof(ListedDataset))]
[JsonSerializable(typeof(ListedExport))]
[JsonSerializable(typeof(UnloadedLoad))]
[JsonSerializable(typeof(CompactedTable))]
[JsonSerializable(typeof(PreviewedLoad))]
[JsonSerializable(typeof(ReloadPreview))]
[JsonSerializable(typeof(BackfillProgress))]
[JsonSerializable(typeof(ReportedReconciliation))]
[JsonSerializable(typeof(ReloadPage))]
[JsonSerializable(typeof(ReloadedFile))]
[JsonSerializable(typeof(IReadOnlyList<ListedFunction>))]
[JsonSerializable(typeof(ListedFunction))]
[JsonSerializable(typeof(IReadOnlyList<ListedSchedule>))]
[JsonSerializable(typeof(ListedSchedule))]
[JsonSerializable(typeof(IReadOnlyList<ListedAlarm>))]
[JsonSerializable(typeof(ListedAlarm))]
[JsonSerializable(typeof(BuiltFunction))]
[JsonSerializable(typeof(InvokedFunction))]
[JsonSerializable(typeof(Failure))]
internal sealed partial class OperationsJson : JsonSerializerContext;
