namespace Weir.Local.State;

/// <summary>One caller's changes, made together with those of others in one transaction. Its task ends with the commit.</summary>
/// <param name="weight">About how many rows it writes.</param>
/// <param name="cancellationToken">Withdraws the operation while it still waits.</param>
internal abstract class WriteOperation(int weight, CancellationToken cancellationToken)
    : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public int Weight { get; } = weight;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>
    /// Makes the changes, on the writer's thread. May be called again when a neighbour failed and the transaction had to
    /// start afresh, so it leaves nothing behind but what it wrote and counted.
    /// </summary>
    public abstract void Write(StateTables tables, StateCounters counters);

    /// <summary>Tells the rest of the process, on the writer's thread, after the commit and before the task ends.</summary>
    public virtual void Publish()
    {
    }

    /// <summary>Takes back what was reserved for the operation, when nothing was written.</summary>
    public virtual void Abandon()
    {
    }
}
