namespace Weir.Tests.Words.Buckets;

/// <summary>What a glob means, said as plainly as can be, at whatever cost.</summary>
internal static class NaiveGlob
{
    /// <summary>Stands for "**/" at the start of a segment.</summary>
    private const char Directories = (char)1;

    /// <summary>Stands for any other "**", which two stars of neighbouring alternatives are not.</summary>
    private const char Anything = (char)2;

    public static bool Matches(string glob, string key) => Alternatives(glob).Any(flat => Matches(flat, 0, key, 0));

    private static bool Matches(string glob, int g, string key, int k)
    {
        if (g == glob.Length)
        {
            return k == key.Length;
        }

        if (glob[g] == Directories)
        {
            return Matches(glob, g + 1, key, k) || Enumerable.Range(k, key.Length - k).Any(end => key[end] == '/' && Matches(glob, g + 1, key, end + 1));
        }

        if (glob[g] == Anything)
        {
            return Enumerable.Range(k, key.Length - k + 1).Any(end => Matches(glob, g + 1, key, end));
        }

        if (glob[g] == '*')
        {
            return Enumerable.Range(k, key.Length - k + 1).TakeWhile(end => !key[k..end].Contains('/')).Any(end => Matches(glob, g + 1, key, end));
        }

        if (k == key.Length)
        {
            return false;
        }

        if (glob[g] == '[')
        {
            var end = glob.IndexOf(']', g + 2);
            return key[k] != '/' && IsMember(glob[(g + 1)..end], key[k]) && Matches(glob, end + 1, key, k + 1);
        }

        return (glob[g] == '?' ? key[k] != '/' : glob[g] == key[k]) && Matches(glob, g + 1, key, k + 1);
    }

    private static bool IsMember(string members, char c)
    {
        if (members[0] is '!' or '^')
        {
            return members.Length == 1 || !IsMember(members[1..], c);
        }

        var all = new List<char>();
        for (var at = 0; at < members.Length; at++)
        {
            if (at + 2 < members.Length && members[at + 1] == '-')
            {
                all.AddRange(Enumerable.Range(members[at], members[at + 2] - members[at] + 1).Select(i => (char)i));
                at += 2;
            }
            else
            {
                all.Add(members[at]);
            }
        }

        return all.Contains(c);
    }

    /// <summary>The globs without braces that one with braces stands for; '**/' at the start of a segment becomes one sign.</summary>
    private static IEnumerable<string> Alternatives(string glob)
    {
        var marked = new System.Text.StringBuilder();
        for (var at = 0; at < glob.Length; at++)
        {
            if (glob[at] == '[')
            {
                var end = glob.IndexOf(']', at + 2);
                marked.Append(glob, at, end + 1 - at);
                at = end;
            }
            else if (string.CompareOrdinal(glob, at, "**/", 0, 3) == 0 && (at == 0 || glob[at - 1] == '/'))
            {
                marked.Append(Directories);
                at += 2;
            }
            else if (string.CompareOrdinal(glob, at, "**", 0, 2) == 0)
            {
                marked.Append(Anything);
                at++;
            }
            else
            {
                marked.Append(glob[at]);
            }
        }

        return Expand(marked.ToString());
    }

    private static IEnumerable<string> Expand(string glob)
    {
        var depth = 0;
        var starts = new List<int>();
        for (var at = 0; at < glob.Length; at++)
        {
            if (glob[at] == '[')
            {
                at = glob.IndexOf(']', at + 2);
            }
            else if (glob[at] == '{')
            {
                if (depth++ == 0)
                {
                    starts = [at];
                }
            }
            else if (glob[at] == ',' && depth == 1)
            {
                starts.Add(at);
            }
            else if (glob[at] == '}' && --depth == 0)
            {
                starts.Add(at);
                var rest = glob[(at + 1)..];
                var head = glob[..starts[0]];
                return starts.Zip(starts.Skip(1)).SelectMany(p => Expand(head + glob[(p.First + 1)..p.Second] + rest));
            }
        }

        return [glob];
    }
}
