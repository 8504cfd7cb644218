using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary>How schedules are printed.</summary>
internal static class ScheduleGrid
{
    public static void Print(Terminal terminal, IReadOnlyList<ListedSchedule> schedules, bool isJson, string nothing) => Listing.Print(
        terminal,
        schedules,
        isJson,
        OperationsJson.Default.ListedSchedule,
        nothing,
        [
            new("name", s => s.Name, Role: ColumnRole.Yields),
            new("kind", s => s.Kind),
            new("schedule", s => s.Schedule),
            new("timezone", s => s.Timezone),
            new("next", s => s.PausedSince is null ? TimeOf(s.Next, terminal) : new Cell("paused", Tone.Doubtful)),
            new("last", s => new Cell(TimeOf(s.Last, terminal), Tone.Quiet)),
            new("run", s => new Cell(s.Run ?? "", Tone.Quiet), Role: ColumnRole.Yields),
        ]);

    private static string TimeOf(DateTimeOffset? time, Terminal terminal) => time is { } known ? Quantity.Time(known, terminal) : "";
}
