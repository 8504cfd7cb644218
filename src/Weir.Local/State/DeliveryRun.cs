namespace Weir.Local.State;

/// <summary>Deliveries of one subscriber whose numbers and positions each go on by the same step.</summary>
/// <param name="Id">The first one's number.</param>
/// <param name="Position">The first one's position.</param>
/// <param name="IdStep">From one number to the next; of no meaning for a single delivery.</param>
/// <param name="PositionStep">From one position to the next.</param>
/// <param name="Count">How many they are.</param>
internal readonly record struct DeliveryRun(long Id, long Position, long IdStep = 0, long PositionStep = 0, int Count = 1)
{
    /// <summary>The run with one more at its end; none when that one does not go on as the others do.</summary>
    public DeliveryRun? Extended(long id, long position)
    {
        var (idStep, positionStep) = Count == 1 ? (id - Id, position - Position) : (IdStep, PositionStep);
        return id == Id + (Count * idStep) && position == Position + (Count * positionStep)
            ? new DeliveryRun(Id, Position, idStep, positionStep, Count + 1)
            : null;
    }

    /// <summary>The run without so many at its beginning.</summary>
    public DeliveryRun Without(int count) =>
        this with { Id = Id + (count * IdStep), Position = Position + (count * PositionStep), Count = Count - count };
}
