using Weir.Buckets;

namespace Weir.Engine.Datasets;

/// <summary>What one of the sources of a dataset means.</summary>
/// <param name="Text">The source as it was written.</param>
/// <param name="Start">The object itself, or what the keys of all objects that are meant start with.</param>
internal sealed record DatasetSource(string Text, ObjectName Start)
{
    /// <summary>The object, when the source names a single one.</summary>
    public StoredObject? Object { get; init; }

    /// <summary>The pattern, when it is one.</summary>
    public ObjectPattern? Pattern { get; init; }

    /// <summary>The folder that all objects of the source are below, with the slash at its end; empty when that is the whole bucket.</summary>
    public ObjectName Folder => Start with { Key = Start.Key[..(Start.Key.LastIndexOf('/') + 1)] };
}
