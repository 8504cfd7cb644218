namespace Weir.Server.Operations.Uploads;

/// <summary>Files that were uploaded together.</summary>
/// <param name="Items">The objects that landed, in the order in which they came.</param>
internal sealed record UploadedFiles(IReadOnlyList<ListedObject> Items);
