namespace Weir.Local.Deliveries;

/// <summary>What somebody who waits for deliveries is to do next: lease, read from the table, or wait.</summary>
/// <param name="IsDue">There is something to lease.</param>
/// <param name="Change">What to wait for; none when the table is to be read first.</param>
/// <param name="Within">When to look again at the latest; whenever the change comes when none.</param>
internal readonly record struct NextTurn(bool IsDue, Task? Change, TimeSpan? Within)
{
    public static NextTurn Lease => new(true, null, null);

    public static NextTurn Read => new(false, null, null);

    public static NextTurn WaitFor(Task change, TimeSpan? within) => new(false, change, within);
}
