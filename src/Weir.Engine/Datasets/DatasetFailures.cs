using Weir.Buckets;
using Weir.Datasets;
using Weir.Failures;
using Weir.Tables;

namespace Weir.Engine.Datasets;

/// <summary>What can go wrong with datasets, in words.</summary>
internal static class DatasetFailures
{
    public static Failure Immutable(ObjectName name) => new(
        "WEIR6401",
        $"'{name}' is within a dataset, and those never change once they are published.",
        "Publish another one with 'weir dataset create', or take a whole one away with 'weir dataset delete'.");

    public static Failure None(DatasetRoot root) => new(
        "WEIR6402", $"No dataset has been published at {root} yet.", $"Publish one: weir dataset create {root} FROM...");

    public static Failure NotThere(DatasetRoot root, DatasetName name) => new(
        "WEIR6402", $"There is no dataset {name} at {root}.", $"See what is there with 'weir dataset list {root}'.");

    public static Failure NothingAt(string from) => new(
        "WEIR6403",
        $"There is nothing at '{from}' to put into a dataset.",
        "Name an object, a prefix with a slash at its end, or a pattern; 'weir ls' lists what is there.");

    public static Failure Exists(DatasetRoot root, DatasetName name) => new(
        "WEIR6404", $"There is a dataset {name} at {root} already.", "Leave out the name: it becomes this second, or the next free one.");

    public static Failure InFuture(DatasetName name) => new(
        "WEIR6409",
        $"{name} is yet to come: until then no dataset that is published would be the newest.",
        "Write the second in which it was made, in UTC.");

    public static Failure Twice(string member, ObjectName one, ObjectName other) => new(
        "WEIR6405",
        $"Both {one} and {other} would be '{member}' in the dataset.",
        "They come from places that have no folder in common: publish a dataset of each, or bring both below one folder first.");

    public static Failure NoName(string text) => new(
        "WEIR6406", $"'{text}' is no dataset's name.", "Write a second in UTC, such as 20260131_080500_utc, or LATEST.");

    public static Failure NoNameOrBucket(string text, IEnumerable<string> buckets) => new(
        "WEIR6406",
        $"'{text}' is no dataset's name, and no bucket of the project.",
        $"Write a second in UTC, such as 20260131_080500_utc, LATEST, or where datasets are: BUCKET or BUCKET/PREFIX. Buckets are {string.Join(", ", buckets)}.");

    public static Failure NoTable(Dataset dataset, IReadOnlyList<TableDefinition> tables) => new(
        "WEIR6407",
        $"{dataset} has no file that {(tables is [var one] ? $"the table {one.Name} takes" : "any table with tests takes")}.",
        "A table takes an object whose name one of its sources matches, or in any bucket its key without datasets/NAME/, or its name within the dataset.");

    public static Failure NoPlace(string text) => new(
        "WEIR6408",
        $"'{text}' does not say where the dataset is, and neither do the sources of the tables.",
        "Write BUCKET/PREFIX/datasets/LATEST, or BUCKET/PREFIX/datasets/20260131_080500_utc.");
}
