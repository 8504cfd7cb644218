using Weir.Buckets;
using Weir.Failures;

namespace Weir.Local.Objects;

/// <summary>What of the watched folders cannot land or be looked at, and why. It may be asked for on any thread.</summary>
internal sealed class Refusals
{
    private readonly Dictionary<ObjectName, Failure> _failures = [];
    private readonly Lock _gate = new();
    private bool _hasNews;

    public IReadOnlyList<Failure> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _failures.Values];
            }
        }
    }

    public bool Contains(ObjectName name)
    {
        lock (_gate)
        {
            return _failures.ContainsKey(name);
        }
    }

    /// <summary>Keeps why a name is refused; nothing when it is not any more.</summary>
    public void Set(ObjectName name, Failure? failure)
    {
        lock (_gate)
        {
            if (failure is null)
            {
                _failures.Remove(name);
            }
            else
            {
                _hasNews |= _failures.GetValueOrDefault(name) != failure;
                _failures[name] = failure;
            }
        }
    }

    /// <summary>Whether something else was refused, or for another reason, since this was asked before.</summary>
    public bool TakeNews()
    {
        lock (_gate)
        {
            var hasNews = _hasNews;
            _hasNews = false;
            return hasNews;
        }
    }
}
