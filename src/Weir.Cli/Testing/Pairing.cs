namespace Weir.Cli.Testing;

/// <summary>Pairs what is expected with what was found, so that as many as possible have a partner.</summary>
internal static class Pairing
{
    /// <param name="expected">How many are expected.</param>
    /// <param name="found">How many were found.</param>
    /// <param name="fits">Whether an expected one may stand for a found one, by their places.</param>
    /// <returns>The places of those without a partner.</returns>
    public static (IReadOnlyList<int> Missing, IReadOnlyList<int> Unexpected) Of(int expected, int found, Func<int, int, bool> fits)
    {
        var partners = Enumerable.Repeat(-1, found).ToArray();
        var missing = new List<int>();
        for (var at = 0; at < expected; at++)
        {
            if (!Take(at, new bool[found]))
            {
                missing.Add(at);
            }
        }

        return (missing, [.. Enumerable.Range(0, found).Where(at => partners[at] < 0)]);

        // A found one that is taken is given up by its partner when that finds another.
        bool Take(int at, bool[] asked)
        {
            for (var other = 0; other < found; other++)
            {
                if (!asked[other] && fits(at, other))
                {
                    asked[other] = true;
                    if (partners[other] < 0 || Take(partners[other], asked))
                    {
                        partners[other] = at;
                        return true;
                    }
                }
            }

            return false;
        }
    }
}
