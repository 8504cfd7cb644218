using Weir.Buckets;

namespace Weir.Engine.Loads.Reading;

/// <summary>A file that is to be loaded, and the number of its load.</summary>
internal sealed record LoadFile(StoredObject Object, long LoadId);
