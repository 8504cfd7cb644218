using Weir.Engine.Warehouses;
using Weir.Events;

namespace Weir.Local.Warehouses;

/// <summary>Events as rows of the warehouse's outbox.</summary>
internal static class OutboxRows
{
    public static IRowSource Of(IReadOnlyList<Event> events) => new RecordRows<Event>(SystemTables.Outbox, events, static (rows, row, told) =>
    {
        rows.SetUuid(0, row, told.Id.Value);
        rows.SetText(1, row, told.Type);
        rows.SetInstant(2, row, told.Time);
        rows.SetText(3, row, told.Data);
    });
}
