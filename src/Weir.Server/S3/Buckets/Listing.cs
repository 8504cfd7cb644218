using Weir.Buckets;
using Weir.Engine.Objects;

namespace Weir.Server.S3.Buckets;

/// <summary>One page of a bucket: objects, and what they have in common up to a delimiter, in the order of their keys.</summary>
/// <param name="Objects">The objects.</param>
/// <param name="Prefixes">The common prefixes; each stands for all that begins with it.</param>
/// <param name="Next">What the next page comes after; none when this is the last.</param>
internal sealed record Listing(IReadOnlyList<StoredObject> Objects, IReadOnlyList<string> Prefixes, string? Next)
{
    /// <summary>Keys read at first; twice as many each time, until a prefix is passed over.</summary>
    private const int FewKeys = 32;

    /// <summary>Comes after all that a prefix begins, but for keys that nobody writes; those are passed over one by one.</summary>
    private const string Greatest = "\U0010FFFF";

    /// <param name="store">The objects.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="delimiter">Ends common prefixes; empty for none.</param>
    /// <param name="after">What the page comes after: a key, or a common prefix with all that it stands for.</param>
    /// <param name="limit">Objects and common prefixes on a page, together.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Listing> ReadAsync(
        IObjectStore store, string bucket, string prefix, string delimiter, string? after, int limit, CancellationToken cancellationToken)
    {
        var (objects, prefixes) = (new List<StoredObject>(), new List<string>());
        var passed = after is not null && CommonPrefix(after, prefix, delimiter) == after ? after : null;
        var (from, last) = (passed is null ? after : passed + Greatest, after);
        for (var few = FewKeys; limit > 0;)
        {
            var wanted = delimiter.Length > 0 ? few : limit - objects.Count + 1;
            var keys = await store.ListAsync(bucket, prefix, from, wanted, cancellationToken);
            foreach (var stored in keys)
            {
                from = stored.Name.Key;
                if (passed is not null && from.StartsWith(passed, StringComparison.Ordinal))
                {
                    continue;
                }

                if (objects.Count + prefixes.Count == limit)
                {
                    return new Listing(objects, prefixes, last);
                }

                passed = CommonPrefix(from, prefix, delimiter);
                last = passed ?? from;
                if (passed is null)
                {
                    objects.Add(stored);
                }
                else
                {
                    prefixes.Add(passed);
                }
            }

            if (keys.Count < wanted)
            {
                return new Listing(objects, prefixes, null);
            }

            few = passed is null ? Math.Min(few * 2, 1024) : FewKeys;
            from = passed is null || from!.StartsWith(passed + Greatest, StringComparison.Ordinal) ? from : passed + Greatest;
        }

        return new Listing(objects, prefixes, null);
    }

    private static string? CommonPrefix(string key, string prefix, string delimiter)
    {
        if (delimiter.Length == 0 || !key.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var end = key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : key[..(end + delimiter.Length)];
    }
}
