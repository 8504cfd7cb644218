namespace Weir.Local.Reconciliations;

/// <summary>One side of a comparison, each of its buckets hashed into one number.</summary>
internal sealed class HashedSide
{
    private readonly Dictionary<int, HashedBucket> _buckets = [];

    /// <summary>All rows.</summary>
    public long Rows { get; private set; }

    /// <summary>How many buckets have rows.</summary>
    public int Buckets => _buckets.Count;

    /// <summary>Notes a bucket that has rows.</summary>
    public void Add(int number, HashedBucket bucket)
    {
        _buckets.Add(number, bucket);
        Rows += bucket.Rows;
    }

    /// <summary>The buckets whose rows are not the same on the other side.</summary>
    public IReadOnlyList<int> DifferingFrom(HashedSide other) =>
        [.. _buckets.Keys.Union(other._buckets.Keys).Where(n => _buckets.GetValueOrDefault(n) != other._buckets.GetValueOrDefault(n)).Order()];
}
