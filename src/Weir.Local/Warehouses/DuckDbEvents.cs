using Weir.DuckDb;
using Weir.Engine.Outbox;
using Weir.Engine.Warehouses;
using Weir.Events;

namespace Weir.Local.Warehouses;

/// <summary>The outbox that is a table of the warehouse.</summary>
internal sealed class DuckDbEvents(DuckDbStore store) : IWarehouseEvents
{
    public long Waiting => store.Events.Waiting;

    public long Posted => store.Events.Posted;

    public async Task<IReadOnlyList<Event>> TakeAsync(int limit, CancellationToken cancellationToken)
    {
        if (Waiting == 0)
        {
            return [];
        }

        var events = await store.ReadAsync("reading the warehouse's outbox", rental => Take(rental, limit), cancellationToken);
        if (events.Count == 0)
        {
            // The warehouse was opened again between a commit and its note, so it was counted twice.
            await store.WriteAsync("counting the warehouse's outbox", Recount, cancellationToken);
        }

        return events;
    }

    public Task RemoveAsync(IReadOnlyList<Event> events, CancellationToken cancellationToken) => events.Count == 0
        ? Task.CompletedTask
        : store.WriteAsync("emptying the warehouse's outbox", rental => Remove(rental, events), cancellationToken);

    public Task WaitAsync(CancellationToken cancellationToken) => store.Events.WaitAsync(cancellationToken);

    private static List<Event> Take(Rental rental, int limit)
    {
        var events = new List<Event>();
        using var command = rental.Connection.CreateCommand("SELECT event_id, type, happened_at, data FROM weir.outbox ORDER BY event_id LIMIT $1");
        command.Parameters.Add(new DuckDbParameter(limit));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var data = reader.IsDBNull(3) ? null : reader.GetString(3);
            events.Add(new Event
            {
                Id = new EventId(reader.GetGuid(0)),
                Type = reader.GetString(1),
                Time = reader.GetFieldValue<DateTimeOffset>(2).ToUniversalTime(),
                Data = data,
                Generation = EventData.GenerationOf(data),
                Trace = EventData.TraceOf(data),
            });
        }

        return events;
    }

    private long Remove(Rental rental, IReadOnlyList<Event> events)
    {
        rental.Execute("BEGIN TRANSACTION");
        var removed = 0L;
        foreach (var batch in events.Chunk(500))
        {
            removed += rental.Execute(
                $"DELETE FROM weir.outbox WHERE event_id IN ({string.Join(", ", batch.Select((_, at) => $"${at + 1}"))})",
                [.. batch.Select(told => (object?)told.Id.Value)]);
        }

        rental.Commit();
        store.Events.Remove(removed);
        return removed;
    }

    private long Recount(Rental rental)
    {
        var waiting = rental.Number("SELECT count(*) FROM weir.outbox");
        store.Events.Set(waiting);
        return waiting;
    }
}
