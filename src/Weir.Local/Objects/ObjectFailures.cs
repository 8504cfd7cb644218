using Weir.Buckets;
using Weir.Failures;

namespace Weir.Local.Objects;

/// <summary>What can go wrong with objects on disk, in words for whoever runs Weir.</summary>
internal static class ObjectFailures
{
    public static Failure BadKey(ObjectName name, string why) => new(
        "WEIR3001", $"The key '{name.Key}' {why}.", $"Choose another name, one that the folder of bucket {name.Bucket} can hold.");

    public static Failure FolderWithContent(ObjectName name) => new(
        "WEIR3001", $"The key '{name.Key}' ends in a slash, as those of folders do, and the object has content.", "Name the object, or send it without content.");

    public static Failure NoBucket(string bucket, IEnumerable<string> known) => new(
        "WEIR3002",
        $"There is no bucket '{bucket}'.",
        known.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } names
            ? $"The project has {string.Join(", ", names)}; add another under 'buckets:' in weir.yaml."
            : $"Add it under 'buckets:' in weir.yaml: {bucket}: {{}}");

    public static Failure Unwritable(string path, Exception error) => Disk.IsFull(error)
        ? new Failure("WEIR3003", $"Writing to {path} failed: the disk is full.", "Free some space, then try again.")
        : new Failure(
            "WEIR3003",
            $"Writing to {path} failed: {error.Message.TrimEnd('.')}.",
            "See that the folder can be written by the user that runs Weir and its disk is sound.");

    public static Failure NoFolder(string path) => new(
        "WEIR3003", $"The folder {path} is not there.", "Make it, or mount its disk; Weir looks again by itself.");

    public static Failure Unreadable(ObjectName name, Exception error) => new(
        "WEIR3003",
        $"Reading {name} failed: {error.Message.TrimEnd('.')}.",
        "See that the file can be read by the user that runs Weir and its disk is sound.");

    public static Failure UnreadableFolder(string path, Exception error) => new(
        "WEIR3003",
        $"Reading the folder {path} failed: {error.Message.TrimEnd('.')}.",
        "See that the user that runs Weir may read and enter it; until then nothing in it lands, and what landed stays.");

    public static Failure NoText(string path) => new(
        "WEIR3005",
        $"The name of {path} is not UTF-8: � stands for what is not. What is not text makes no key, so it does not land.",
        "Give it another name, as with 'convmv' or 'mv'; it lands then.");

    public static Failure Gone(StoredObject version) => new(
        "WEIR3004",
        $"Version {version.Version} of {version.Name} cannot be read: its content is gone or was changed.",
        "Put the object again; it lands as a new version.");
}
