using Weir.Buckets;
using Weir.Failures;

namespace Weir.Engine.Exports;

/// <summary>What can be wrong with an export, in words.</summary>
internal static class ExportFailures
{
    public static Failure NotEmpty(ObjectName prefix, ObjectName found) => new(
        "WEIR6423",
        $"There is something below '{prefix}' already, such as {found}: readers would take it for part of the export.",
        "Name an empty prefix, or replace what is there: --replace, or 'replace: true' of the step.");

    public static Failure NeedsPrefix(ObjectName to) => new(
        "WEIR6425",
        $"'{to}' names one file, and what is parted by columns becomes many.",
        "Name a prefix, with a slash at its end.");

    public static Failure WholeBucket(string bucket) => new(
        "WEIR6425", $"An export may not replace all of the bucket {bucket}.", $"Name a prefix in it, such as {bucket}/export/.");

    public static Failure OnItself(ObjectName name) => new(
        "WEIR5003",
        $"'{name}' would land on the object that started the run, and so start the next run for ever.",
        "Name another bucket, or a folder that the pipeline's triggers do not match.");
}
