using System.Text.Json.Serialization;

using Weir.Engine.Warehouses.Catalog;
using Weir.Server.Operations.Datasets;
using Weir.Server.Operations.Reconciliations;
using Weir.Server.Operations.Tables;
using Weir.Server.Operations.Uploads;

namespace Weir.Server.Operations;

/// <summary>How what people see of data looks on the wire and behind <c>--json</c>. People's scripts read this: names only ever get added.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    GenerationMode = JsonSourceGenerationMode.Default)]
[JsonSerializable(typeof(Page<ListedTable>))]
[JsonSerializable(typeof(ShownTable))]
[JsonSerializable(typeof(TableRows))]
[JsonSerializable(typeof(Page<TablePartition>))]
[JsonSerializable(typeof(Page<ListedLoad>))]
[JsonSerializable(typeof(Page<ListedQuarantine>))]
[JsonSerializable(typeof(ShownLoad))]
[JsonSerializable(typeof(LoadSeries))]
[JsonSerializable(typeof(MendedFile))]
[JsonSerializable(typeof(Page<ListedReconciliation>))]
[JsonSerializable(typeof(ListedReconciliation))]
[JsonSerializable(typeof(Page<KeptReconciliation>))]
[JsonSerializable(typeof(Page<ReportedDifference>))]
[JsonSerializable(typeof(Page<DatasetPlace>))]
[JsonSerializable(typeof(Page<ListedDataset>))]
[JsonSerializable(typeof(Page<ListedObject>))]
[JsonSerializable(typeof(ObjectTrail))]
[JsonSerializable(typeof(UploadedFiles))]
internal sealed partial class DataJson : JsonSerializerContext;
