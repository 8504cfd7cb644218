using System.Globalization;
using System.Text;

namespace Weir.Functions.Processes;

/// <summary>A process of ours and all that it started, wherever that went.</summary>
/// <remarks>
/// It leads a session of its own, and so a process group. Its children are killed with its process group; those that left the group are found in
/// /proc by their session, by their parents, and by a mark in the environment that they inherited. Where there is no /proc, the
/// group has to do.
/// </remarks>
internal static class ProcessTree
{
    /// <summary>The variable that marks everything that a process of ours starts.</summary>
    public const string Mark = "WEIR_WORKER";

    private const int MostRounds = 20;
    private const string Proc = "/proc";

    /// <summary>Kills all of it.</summary>
    /// <param name="leader">The process.</param>
    /// <param name="mark">Its mark.</param>
    public static void Kill(int leader, string mark)
    {
        Posix.Send(Posix.Kill, -leader);
        KillAll(OwnOf(leader, mark));
    }

    /// <summary>Asks its process group to end.</summary>
    public static void Terminate(int leader)
    {
        if (!Posix.Send(Posix.Terminate, -leader))
        {
            // It was just started, and does not lead a group yet.
            Posix.Send(Posix.Terminate, leader);
        }
    }

    /// <summary>Whether any of it is there still.</summary>
    public static bool IsAlive(int leader, string mark) =>
        OperatingSystem.IsLinux() ? Find(OwnOf(leader, mark)).Count > 0 : Posix.Send(0, -leader);

    /// <summary>Kills what has a variable in its environment, and all that it started.</summary>
    /// <param name="start">The variable's name, an equals sign, and the start of its value.</param>
    public static void KillMarked(string start) =>
        KillAll((id, _, environment) => id != Environment.ProcessId && ("\0" + environment()).Contains("\0" + start, StringComparison.Ordinal));

    private static Func<int, int, Func<string>, bool> OwnOf(int leader, string mark)
    {
        var marked = $"{Mark}={mark}\0";
        return (id, session, environment) => id == leader || session == leader || environment().Contains(marked, StringComparison.Ordinal);
    }

    private static void KillAll(Func<int, int, Func<string>, bool> isOwn)
    {
        // Again until nobody is left: a process may start another one while we look.
        for (var round = 0; round < MostRounds; round++)
        {
            var left = Find(isOwn);
            if (left.Count == 0)
            {
                return;
            }

            foreach (var process in left)
            {
                Posix.Send(Posix.Kill, process);
            }
        }
    }

    /// <summary>The bytes of memory that a process and its descendants use.</summary>
    public static long ResidentBytes(int process)
    {
        var total = 0L;
        var open = new Stack<int>([process]);
        while (open.TryPop(out var next))
        {
            // The second number is the pages in memory.
            var facts = Text($"{Proc}/{next}/statm").Split(' ');
            total += facts.Length > 1 ? long.Parse(facts[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize : 0;
            foreach (var child in ChildrenOf(next))
            {
                open.Push(child);
            }
        }

        return total;
    }

    private static IEnumerable<int> ChildrenOf(int process)
    {
        try
        {
            return
            [
                .. Directory.EnumerateDirectories($"{Proc}/{process}/task")
                    .SelectMany(thread => Text($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .Select(child => int.Parse(child, CultureInfo.InvariantCulture)),
            ];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <param name="isOwn">Is given a process, its session, and what reads its environment.</param>
    private static List<int> Find(Func<int, int, Func<string>, bool> isOwn)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var alive = Directory.EnumerateDirectories(Proc)
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Facts: FactsOf(id)))
            .Where(p => p.Facts is not null && p.Facts.Value.State != 'Z')
            .ToList();
        var own = alive
            .Where(p => isOwn(p.Id, p.Facts!.Value.Session, () => Text($"{Proc}/{p.Id}/environ")))
            .Select(p => p.Id)
            .ToHashSet();
        for (var before = 0; before != own.Count;)
        {
            // Once more as long as there are children of children.
            before = own.Count;
            own.UnionWith(alive.Where(p => own.Contains(p.Facts!.Value.Parent)).Select(p => p.Id));
        }

        return [.. own];
    }

    private static (char State, int Parent, int Session)? FactsOf(int process)
    {
        // pid (name) state parent group session …; the name may hold anything, brackets too.
        var text = Text($"{Proc}/{process}/stat");
        var facts = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return facts.Length < 4
            ? null
            : (facts[0][0], int.Parse(facts[1], CultureInfo.InvariantCulture), int.Parse(facts[3], CultureInfo.InvariantCulture));
    }

    /// <summary>What stands in a file of /proc; nothing when the process is gone or is somebody else's.</summary>
    private static string Text(string path)
    {
        try
        {
            return Encoding.Latin1.GetString(File.ReadAllBytes(path));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
