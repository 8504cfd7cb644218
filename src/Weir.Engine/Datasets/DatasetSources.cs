using Weir.Buckets;
using Weir.Datasets;
using Weir.Engine.Objects;
using Weir.Failures;

namespace Weir.Engine.Datasets;

/// <summary>Finds the objects that a dataset is made of.</summary>
/// <remarks>
/// An object keeps the last segment of its key; what a prefix or a pattern means keeps what follows the last slash before the
/// first wildcard. Neither reaches into datasets that lie below: an own name, a prefix or <c>LATEST</c> does.
/// </remarks>
internal sealed class DatasetSources(IObjectStore store, DatasetPaths paths)
{
    private const int Page = 1_000;

    /// <param name="from">Each <c>bucket/key</c>, <c>bucket/prefix/</c> or <c>bucket/glob</c>.</param>
    /// <param name="own">A version that goes before the current one of its name; none by default.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RefusedException">WEIR6403: one means nothing. WEIR6405: two objects would have one name.</exception>
    public async Task<IReadOnlyList<DatasetMember>> FindAsync(
        IReadOnlyList<string> from, StoredObject? own, CancellationToken cancellationToken)
    {
        var members = new Dictionary<string, DatasetMember>(StringComparer.Ordinal);
        foreach (var text in from)
        {
            var count = 0;
            await foreach (var member in FindAsync(text, own, cancellationToken))
            {
                count++;
                if (members.TryGetValue(member.Name, out var other) && other.Source.Name != member.Source.Name)
                {
                    throw new RefusedException(DatasetFailures.Twice(member.Name, other.Source.Name, member.Source.Name));
                }

                members[member.Name] = member;
            }

            if (count == 0)
            {
                throw new RefusedException(DatasetFailures.NothingAt(text));
            }
        }

        return [.. members.Values];
    }

    private async IAsyncEnumerable<DatasetMember> FindAsync(
        string text, StoredObject? own, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var named = text.Split('/', 2) is [var bucket, var key] ? new ObjectName(bucket, key) : new ObjectName(text, "");
        var name = await paths.ResolveAsync(named, cancellationToken);
        var isPrefix = name.Key is "" or [.., '/'];

        // A key may hold the characters of a pattern. An object of that very name goes before.
        if (!isPrefix && (own?.Name == name ? own : await store.FindAsync(name, cancellationToken)) is { } found)
        {
            yield return new DatasetMember(name.Key[(name.Key.LastIndexOf('/') + 1)..], found);
            yield break;
        }

        var pattern = isPrefix || !ObjectPattern.TryParse(name.ToString(), out var read, out _) ? null : read;
        if (!isPrefix && pattern is null)
        {
            yield break;
        }

        var prefix = pattern?.Prefix ?? name.Key;
        var root = prefix[..(prefix.LastIndexOf('/') + 1)];
        var isWithin = DatasetKey.Find(root) is not null;
        for (string? after = null; ;)
        {
            var page = await store.ListAsync(name.Bucket, prefix, after, Page, cancellationToken);
            foreach (var each in page)
            {
                if (pattern?.Matches(each.Name) != false && (isWithin || DatasetKey.Find(each.Name.Key) is null))
                {
                    yield return new DatasetMember(each.Name.Key[root.Length..], own?.Name == each.Name ? own : each);
                }
            }

            if (page.Count < Page)
            {
                yield break;
            }

            after = page[^1].Name.Key;
        }
    }
}
