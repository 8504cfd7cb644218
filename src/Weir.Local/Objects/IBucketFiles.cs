using Weir.Buckets;

namespace Weir.Local.Objects;

/// <summary>One bucket's contents on disk.</summary>
internal interface IBucketFiles
{
    /// <summary>The folder that holds contents before they are placed.</summary>
    string Incoming { get; }

    /// <summary>Why a key cannot be in this bucket, or nothing when it can.</summary>
    string? Refuses(string key);

    /// <summary>Gives a staged content its final place.</summary>
    /// <param name="staged">The version.</param>
    /// <param name="file">The staged file.</param>
    /// <param name="changed">Takes the folders whose entries changed.</param>
    /// <returns>The version's location.</returns>
    string Place(StoredObject staged, string file, ISet<string> changed);

    /// <summary>Opens a version's content; null when it is gone or was changed.</summary>
    Stream? Open(StoredObject version);

    /// <summary>Where a version's content is.</summary>
    string PathOf(StoredObject version);

    /// <summary>Deletes the content of a version that no name finds any more.</summary>
    void DeleteGarbage(long version, string location);

    /// <summary>Takes the content of a version that is being removed out of sight, where its name can be seen.</summary>
    void DeleteRemoved(StoredObject version);
}
