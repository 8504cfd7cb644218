using Weir.Engine.Access;
using Weir.Local.State;

namespace Weir.Local.Access;

/// <summary>Changes who gets in, and notes it in the same transaction.</summary>
/// <param name="change">Makes the change; says whether there was one to make.</param>
/// <param name="entries">What is noted when there was.</param>
/// <param name="cancellationToken">Withdraws the operation while it still waits.</param>
internal sealed class AccessOperation(Func<StateTables, bool> change, IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    : WriteOperation(weight: 1 + entries.Count, cancellationToken)
{
    /// <summary>Whether there was a change to make.</summary>
    public bool IsDone { get; private set; }

    public override void Write(StateTables tables, StateCounters counters)
    {
        IsDone = change(tables);
        if (IsDone)
        {
            foreach (var entry in entries)
            {
                tables.Audit.Append(entry);
            }
        }
    }
}
