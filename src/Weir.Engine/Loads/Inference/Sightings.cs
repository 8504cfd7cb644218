using System.Numerics;

namespace Weir.Engine.Loads.Inference;

/// <summary>Which kinds of single values were seen in one place, and of each kind the first load that has it.</summary>
internal sealed class Sightings
{
    private readonly long[] _first = [long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue];

    /// <summary>The kinds.</summary>
    public Scalars Kinds { get; private set; }

    /// <summary>The first load that has a value here.</summary>
    public long First => _first.Min();

    /// <summary>Adds a value.</summary>
    /// <param name="kind">Its kind: one.</param>
    /// <param name="loadId">The load of its file.</param>
    public void Note(Scalars kind, long loadId)
    {
        Kinds |= kind;
        ref var first = ref _first[BitOperations.TrailingZeroCount((int)kind)];
        if (loadId < first)
        {
            first = loadId;
        }
    }

    /// <summary>Takes over what was seen elsewhere.</summary>
    public void Add(Sightings other)
    {
        Kinds |= other.Kinds;
        for (var kind = 0; kind < _first.Length; kind++)
        {
            _first[kind] = Math.Min(_first[kind], other._first[kind]);
        }
    }

    /// <summary>The kinds that one load and those before it have.</summary>
    public Scalars Until(long loadId)
    {
        var kinds = Scalars.None;
        for (var kind = 0; kind < _first.Length; kind++)
        {
            kinds |= _first[kind] <= loadId ? (Scalars)(1 << kind) : Scalars.None;
        }

        return kinds & Kinds;
    }

    /// <summary>The loads that were the first to have a kind of value, in order.</summary>
    public IEnumerable<long> Firsts => _first.Where(first => first < long.MaxValue).Order();
}
