using System.Globalization;

using Weir.Deliveries;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Failures;
using Weir.Loads;
using Weir.Runs;

namespace Weir.Engine.Outbox;

/// <summary>The events that tell people of failures.</summary>
internal static class FailureEvents
{
    /// <summary>The member that says whose failure it is, such as <c>table:orders</c>.</summary>
    public const string Subscriber = "subscriber";

    /// <summary>Files that are named of those that one load could not take.</summary>
    private const int MostFiles = 5;

    private const int MostLogLines = 20;
    private const int LongestLog = 2_000;

    /// <summary>A delivery that was given up.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="failure">Why.</param>
    /// <param name="run">Its run; none when it made none.</param>
    /// <param name="log">What the failed step wrote; none when it wrote nothing.</param>
    /// <param name="now">When it was given up.</param>
    public static Event Of(Delivery delivery, Failure failure, Run? run, string? log, DateTimeOffset now) => new()
    {
        // One that is redriven and given up once more is another failure, at another time.
        Id = EventId.Of(now, FormattableString.Invariant($"{Event.DeliveryFailed}/{delivery.Id}")),
        Type = Event.DeliveryFailed,
        Time = now,
        Generation = delivery.Event.Generation + 1,
        Data = EventData.Of(
            (Subscriber, delivery.Subscriber.ToString()),
            ("object", delivery.Event.Object?.Name.ToString() ?? ""),
            ("event", delivery.Event.Id.ToString()),
            ("run", run?.Id.ToString() ?? ""),
            ("step", run?.FailedStep ?? ""),
            ("attempts", (long)delivery.Attempt),
            ("code", failure.Code),
            ("message", failure.Message),
            ("hint", failure.Hint ?? ""),
            ("log", TailOf(log))),
    };

    /// <summary>Files that one load did not publish anything of.</summary>
    /// <param name="table">The table.</param>
    /// <param name="failed">What became of them. At least one.</param>
    /// <param name="generation">How many runs led to them.</param>
    public static Event Of(string table, IReadOnlyList<LoadRecord> failed, int generation)
    {
        var first = failed[0];
        var more = failed.Count > MostFiles ? string.Create(CultureInfo.InvariantCulture, $"\nand {failed.Count - MostFiles} more") : "";
        return new Event
        {
            Id = EventId.Of(first.LoadedAt, FormattableString.Invariant($"{Event.LoadFailed}/{table}/{first.LoadId}")),
            Type = Event.LoadFailed,
            Time = first.LoadedAt,
            Data = EventData.Of(
                (Subscriber, new Subscriber(SubscriberKind.Table, table).ToString()),
                ("files", (long)failed.Count),
                ("object", first.File.Name.ToString()),
                ("load_id", first.LoadId),
                ("message", string.Join('\n', failed.Take(MostFiles).Select(record => $"{record.File.Name}: {record.FirstError ?? record.Note ?? "no row was published"}")) + more),
                (EventData.Generation, (long)generation)),
        };
    }

    private static string TailOf(string? log)
    {
        var lines = (log ?? "").TrimEnd().Split('\n');
        var tail = string.Join('\n', lines.TakeLast(MostLogLines));
        return tail.Length <= LongestLog ? tail : tail[^LongestLog..];
    }
}
