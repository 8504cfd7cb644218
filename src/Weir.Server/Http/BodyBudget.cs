namespace Weir.Server.Http;

/// <summary>How much memory the bodies of all requests under way may take together.</summary>
/// <param name="most">Bytes.</param>
internal sealed class BodyBudget(long most)
{
    private long _taken;

    /// <summary>Takes some bytes, unless too many are taken.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= most)
        {
            return true;
        }

        Give(bytes);
        return false;
    }

    /// <summary>Gives them back.</summary>
    public void Give(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
