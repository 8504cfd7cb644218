using Weir.Failures;

namespace Weir.Local.State;

/// <summary>What can be wrong with the state file, in words for whoever runs Weir.</summary>
internal static class StateFailures
{
    public static Failure Foreign(string path) => new(
        "WEIR4001",
        $"Opening {path} failed: it is a SQLite database of another program.",
        "Move that file elsewhere, or use another environment with --env; Weir has not changed it.");

    public static Failure Damaged(string path, string how) => new(
        "WEIR4002",
        $"Opening {path} failed: the file is damaged ({how}).",
        "Put back a copy of the file from before; or move it away, with its -wal and -shm files, to start without history: "
        + "the warehouse keeps its rows and its load history, but files that were put and not loaded yet must be put again.");

    public static Failure Full(string path, string doing) => new(
        "WEIR4003",
        $"{doing} {path} failed: the disk is full.",
        "Free some space. Nothing that was accepted is lost.");

    public static Failure Refuses(string path, string doing, string how) => new(
        "WEIR4003",
        $"{doing} {path} failed: {how.TrimEnd('.')}.",
        "See that the folder can be written and its disk is sound.");

    public static Failure Newer(string path, int version, int known) => new(
        "WEIR4004",
        $"Opening {path} failed: a newer Weir made it (schema {version}; this one knows up to {known}).",
        "Use that Weir or a newer one, or another environment with --env.");

    public static Failure Deleted(string path) => new(
        "WEIR4006",
        $"The file {path} was deleted or replaced while Weir worked with it.",
        "Start 'weir up' again: it goes on with the files that are there now, and makes those that are not. Stop it before you delete them.");

    public static Failure Held(string path, string holder) => new(
        "WEIR4005",
        $"The environment {path} is in use by {holder}.",
        "Wait until that command has ended, or stop it; or use another environment with --env.");
}
