namespace Weir.Server.Live;

/// <summary>What there is news of.</summary>
internal static class Topics
{
    public const string Runs = "runs";
    public const string Loads = "loads";
    public const string Deliveries = "deliveries";
    public const string DeadLetters = "dead-letters";
    public const string Objects = "objects";
    public const string Reconciliations = "reconciliations";
    public const string Schemas = "schemas";

    /// <summary>What people do: pause, redrive, unload. It may change any page.</summary>
    public const string Acts = "acts";

    /// <summary>All of them, in the order in which they are numbered.</summary>
    public static IReadOnlyList<string> All { get; } = [Runs, Loads, Deliveries, DeadLetters, Objects, Reconciliations, Schemas, Acts];

    /// <summary>The numbers of topics.</summary>
    /// <param name="names">Their names, separated by blanks; others are passed over.</param>
    public static IReadOnlyList<int> Read(string names) =>
        [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IndexOf).Where(index => index >= 0).Append(IndexOf(Acts)).Distinct().Order()];

    public static int IndexOf(string name)
    {
        for (var at = 0; at < All.Count; at++)
        {
            if (All[at] == name)
            {
                return at;
            }
        }

        return -1;
    }
}
