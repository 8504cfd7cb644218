namespace Weir.Project;

/// <summary>Finds the name that a misspelt one was meant to be.</summary>
internal static class Nearest
{
    /// <summary>The closest candidate, when one is close enough to be meant.</summary>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        if (name.Length > 100)
        {
            return null;
        }

        var nearest = candidates
            .Select(candidate => (candidate, distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(c => c.distance)
            .FirstOrDefault();
        return nearest.candidate is not null && nearest.distance <= Math.Max(1, Math.Min(name.Length, nearest.candidate.Length) / 3)
            ? nearest.candidate
            : null;
    }

    /// <summary>A hint that names the closest candidate, else all of them.</summary>
    /// <param name="name">The name as it was written.</param>
    /// <param name="candidates">The names that would have been right.</param>
    /// <param name="allOfThem">How a list of all of them begins, such as <c>Known are</c>.</param>
    public static string Hint(string name, IReadOnlyCollection<string> candidates, string allOfThem) =>
        To(name, candidates) is { } meant ? $"Did you mean '{meant}'?" : $"{allOfThem} {string.Join(", ", candidates)}.";

    /// <summary>How many letters must be put in, left out, changed or swapped with their neighbour.</summary>
    private static int Distance(string from, string to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                var change = from[i - 1] == to[j - 1] ? 0 : 1;
                table[i, j] = Math.Min(table[i - 1, j - 1] + change, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[from.Length, to.Length];
    }
}
