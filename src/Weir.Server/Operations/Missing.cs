using Weir.Buckets;
using Weir.Failures;
using Weir.Project;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>Failures of calls that name something that is not there.</summary>
internal static class Missing
{
    public static Failure Object(ObjectName name) => new(
        "WEIR7010", $"There is no object {name}.", $"See what is there with 'weir ls {name.Bucket}'.");

    public static Failure Bucket(string bucket, IEnumerable<string> known) => new(
        "WEIR3002", $"The project has no bucket '{bucket}'.", Choices("buckets", bucket, known));

    public static Failure Table(string table, IEnumerable<string> known) => new(
        "WEIR7011", $"The project has no table '{table}', and nothing was ever loaded into it.", Choices("tables", table, known));

    public static Failure Reconciliation(string name, IEnumerable<string> known) => new(
        "WEIR7013", $"The project has no reconciliation '{name}'.", Choices("reconciliations", name, known));

    public static Failure Subscriber(string name, IEnumerable<string> known) => new(
        "WEIR7016", $"The project has no table and no pipeline '{name}'.", Choices("tables and pipelines", name, known));

    public static Failure Pipeline(string name, IEnumerable<string> known) => new(
        "WEIR7017", $"The project has no pipeline '{name}'.", Choices("pipelines", name, known));

    public static Failure Function(string name, IEnumerable<string> known) => new(
        "WEIR6501", $"There is no function '{name}' in this project.", Choices("functions", name, known));

    public static Failure Tests(string? table) => new(
        "WEIR7012",
        table is null ? "No table of the project has tests." : $"The table '{table}' has no tests.",
        "Say in weir.yaml, under 'tests:' of the table, what its rows must be.");

    public static Failure Taker(ObjectName name, string? table) => new(
        "WEIR6025",
        table is null ? $"No table takes {name}." : $"{name} is not among the sources of {table}.",
        "Name a file that a table's source takes; 'weir validate' checks the project.");

    public static Failure Pattern(string text, string mistake) => new(
        "WEIR7014", $"'{text}' {mistake}.", "Write BUCKET/GLOB, such as raw/orders/**.json.");

    public static Failure Run(RunId id) => new(
        "WEIR7015", $"There is no run {id}, or it has not begun yet, or it is too long ago.", "See the last ones with 'weir runs'.");

    /// <summary>A run that was under way when its process died: nothing is known of it but steps that had ended.</summary>
    public static Failure EndOf(RunId id) => new(
        "WEIR7015", $"The run {id} was under way when the process that did it ended, and nobody goes on with it now.", "Start 'weir up': it goes on after its last finished step.");

    public static Failure DeadLetter(long id) => new(
        "WEIR7023", $"There is no dead letter {id}, or it is none any more.", "See what was given up with 'weir dead-letters'.");

    public static Failure Schedule(string name, IEnumerable<string> known) => new(
        "WEIR7125", $"Nothing in this project that is called '{name}' has a schedule.", Choices("schedules", name, known.Distinct()));

    private static string Choices(string kind, string name, IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToList();
        return Nearest.To(name, names) is { } nearest
            ? $"Did you mean '{nearest}'?"
            : names.Count == 0 ? $"It has no {kind} at all; declare one in weir.yaml." : $"Its {kind}: {string.Join(", ", names)}.";
    }
}
