namespace Weir.Pipelines;

/// <summary>What becomes of a run beyond the limit of its group.</summary>
public enum ConcurrencyBehavior
{
    /// <summary>It waits for its turn.</summary>
    Queue,

    /// <summary>The oldest run of the group is cancelled for it.</summary>
    Cancel,

    /// <summary>It fails at once.</summary>
    Fail,
}
