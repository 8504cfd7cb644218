using Weir.Buckets;

namespace Weir.Engine.Steps.Archives;

/// <summary>One file of a tar.</summary>
/// <param name="Target">The object that it becomes.</param>
/// <param name="Size">Bytes of its content.</param>
/// <param name="Content">Its content, to be read before the next entry is.</param>
internal sealed record TarEntry(ObjectName Target, long Size, Stream Content);
