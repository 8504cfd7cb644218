namespace Weir.Server.Operations;

/// <summary>Of what somebody is shown who begins to look, the last lines alone, and which steps are under way.</summary>
/// <param name="most">So many lines.</param>
internal sealed class LastLines(int most)
{
    private readonly Queue<FollowedLog> _kept = new();
    private readonly List<FollowedLog> _begun = [];
    private int _lines;

    /// <summary>What is left, in its order.</summary>
    public IEnumerable<FollowedLog> Kept =>
        _begun.Where(begun => !_kept.Any(entry => entry.Event == FollowedLog.Ended && entry.Step == begun.Step)).Concat(_kept);

    public void Add(FollowedLog entry)
    {
        _kept.Enqueue(entry);
        _lines += entry.Event == FollowedLog.Line ? 1 : 0;
        while (_lines > most || (_lines == most && _kept.Count > 0 && _kept.Peek().Event != FollowedLog.Line))
        {
            Drop(_kept.Dequeue());
        }
    }

    /// <summary>The line goes; that its step is under way does not.</summary>
    private void Drop(FollowedLog entry)
    {
        _lines -= entry.Event == FollowedLog.Line ? 1 : 0;
        if (entry.Event == FollowedLog.Started)
        {
            _begun.Add(entry);
        }
        else if (entry.Event == FollowedLog.Ended)
        {
            _begun.RemoveAll(begun => begun.Step == entry.Step);
        }
    }
}
