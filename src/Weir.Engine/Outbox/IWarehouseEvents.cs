namespace Weir.Engine.Outbox;

/// <summary>What the warehouse has to tell: events that were committed with the rows or the record that they are about.</summary>
/// <remarks>
/// Implementations promise, beside what <see cref="IPostedEvents"/> says: an event is there if what it tells of is, and not
/// otherwise; neither number is behind a commit that its caller has heard of.
/// </remarks>
internal interface IWarehouseEvents : IPostedEvents
{
    /// <summary>How many events wait.</summary>
    long Waiting { get; }

    /// <summary>How many were ever posted, as far as this process knows. It only grows.</summary>
    long Posted { get; }
}
