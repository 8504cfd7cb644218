namespace Weir.Engine.Runs;

/// <summary>A place among all runs, those that started last first.</summary>
/// <param name="StartedAt">When the run there started, in UTC ticks.</param>
/// <param name="Number">Tells those apart that started at once; the greater comes first.</param>
internal readonly record struct RunMark(long StartedAt, long Number) : IComparable<RunMark>
{
    /// <summary>Before all of them.</summary>
    public static RunMark Top { get; } = new(long.MaxValue, long.MaxValue);

    /// <summary>What comes first is less.</summary>
    public int CompareTo(RunMark other) => (other.StartedAt, other.Number).CompareTo((StartedAt, Number));
}
