using System.Globalization;

namespace Weir.Server.Access.SignIn;

/// <summary>Makes those wait who try passwords: by the name they try, and by the address they come from.</summary>
/// <remarks>
/// Nobody waits for longer than a minute, however often somebody else failed, and tokens and tickets never do: whoever owns the machine gets
/// in. Names that nobody has are counted as well, so that waiting tells nothing.
/// </remarks>
internal sealed class SignInLimits(TimeProvider time)
{
    /// <summary>Failures in a row that cost nothing, of one name.</summary>
    public const int FreeOfName = 5;

    /// <summary>The same of one address, from where several may try.</summary>
    public const int FreeOfAddress = 20;

    private const int MostKept = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Failures are forgotten after so long without another.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Failures, DateTimeOffset Last, DateTimeOffset Until)> _known = [];

    /// <summary>How many names and addresses are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _known.Count;
            }
        }
    }

    /// <summary>What is said to somebody who has to wait.</summary>
    public static string HintOf(TimeSpan wait)
    {
        var seconds = Math.Ceiling(wait.TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture, $"Try again in {seconds} second{(seconds == 1 ? "" : "s")}.");
    }

    /// <summary>How long somebody has to wait; none when they need not.</summary>
    public TimeSpan? WaitOf(string name, string address)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var until = new[] { Name(name), Address(address) }.Max(key => _known.TryGetValue(key, out var known) ? known.Until : default);
            return until > now ? until - now : null;
        }
    }

    /// <summary>Somebody failed.</summary>
    public void Failed(string name, string address)
    {
        lock (_gate)
        {
            Note(Name(name), FreeOfName);
            Note(Address(address), FreeOfAddress);
        }
    }

    /// <summary>Somebody got in. An address stays suspicious: one good name does not pay for guesses at others.</summary>
    public void GotIn(string name)
    {
        lock (_gate)
        {
            _known.Remove(Name(name));
        }
    }

    private void Note(string key, int free)
    {
        var now = time.GetUtcNow();
        if (_known.Count >= MostKept)
        {
            MakeRoom(now);
        }

        var failures = (_known.TryGetValue(key, out var known) && now - known.Last < Forgotten ? known.Failures : 0) + 1;
        var wait = failures < free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(failures - free, 10)), Longest.TotalSeconds));
        _known[key] = (failures, now, now + wait);
    }

    /// <summary>Forgets the old ones; and when somebody made up that many, those that wait the least.</summary>
    private void MakeRoom(DateTimeOffset now)
    {
        foreach (var old in _known.Where(each => now - each.Value.Last >= Forgotten).Select(each => each.Key).ToList())
        {
            _known.Remove(old);
        }

        if (_known.Count >= MostKept)
        {
            foreach (var least in _known.OrderBy(each => each.Value.Failures).Take(MostKept / 2).Select(each => each.Key).ToList())
            {
                _known.Remove(least);
            }
        }
    }

    private static string Name(string name) => "name " + (name.Length > 100 ? name[..100] : name);

    private static string Address(string address) => "address " + address;
}
