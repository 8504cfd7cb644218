using Weir.Buckets;

namespace Weir.Project.Reading;

/// <summary>Makes up objects that a pattern means, to see what would happen to one.</summary>
internal static class PatternSamples
{
    private const int Most = 64;

    /// <summary>Some objects that the pattern means: every alternative, with and without inner segments.</summary>
    public static IReadOnlyList<ObjectName> Of(ObjectPattern pattern)
    {
        var glob = pattern.Text[(pattern.Bucket.Length + 1)..];
        return
        [
            .. Expand(glob, 0, out _)
                .SelectMany(flat => new[] { Fill(flat, "a"), Fill(flat, "b/c") })
                .Distinct()
                .Select(key => new ObjectName(pattern.Bucket, key))
                .Where(pattern.Matches),
        ];
    }

    /// <summary>Some objects that a filter means: those of its pattern, also with its prefix and its endings.</summary>
    public static IEnumerable<ObjectName> Of(ObjectFilter filter) =>
        from sample in Of(filter.Pattern)
        from key in filter.Suffixes.SelectMany(suffix => new[] { sample.Key + suffix, filter.Prefix + sample.Key + suffix }).Append(sample.Key).Append(filter.Prefix + sample.Key)
        let name = sample with { Key = key }
        where filter.Matches(name)
        select name;

    /// <summary>The globs that one with braces stands for.</summary>
    /// <param name="glob">The glob.</param>
    /// <param name="at">Where to begin; at most to the brace or, inside of braces, the comma that ends this alternative.</param>
    /// <param name="end">Where it ended.</param>
    /// <param name="isInside">Whether it begins inside of braces.</param>
    private static List<string> Expand(string glob, int at, out int end, bool isInside = false)
    {
        var globs = new List<string> { "" };
        while (at < glob.Length && !(isInside && glob[at] is ',' or '}'))
        {
            var tails = new List<string>();
            if (glob[at] == '{')
            {
                do
                {
                    tails.AddRange(Expand(glob, at + 1, out at, isInside: true));
                }
                while (at < glob.Length && glob[at] == ',');
                at++;
            }
            else
            {
                var close = glob[at] == '[' ? glob.IndexOf(']', Math.Min(at + 2, glob.Length)) : at;
                tails.Add(glob[at..(close + 1)]);
                at = close + 1;
            }

            globs = [.. globs.SelectMany(head => tails.Select(tail => head + tail)).Take(Most)];
        }

        end = at;
        return globs;
    }

    private static string Fill(string glob, string deep)
    {
        var key = new System.Text.StringBuilder();
        for (var at = 0; at < glob.Length; at++)
        {
            switch (glob[at])
            {
                case '*' when at + 1 < glob.Length && glob[at + 1] == '*':
                    key.Append(deep);
                    at++;
                    break;
                case '*' or '?':
                    key.Append('a');
                    break;
                case '[':
                    var end = glob.IndexOf(']', Math.Min(at + 2, glob.Length));
                    key.Append(Member(glob[(at + 1)..end]));
                    at = end;
                    break;
                default:
                    key.Append(glob[at]);
                    break;
            }
        }

        return key.ToString();
    }

    private static char Member(string members) => members is ['!' or '^', .. var others]
        ? "a0Z_".FirstOrDefault(c => !others.Contains(c, StringComparison.Ordinal), '~')
        : members[0];
}
