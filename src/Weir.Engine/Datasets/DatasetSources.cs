using Weir.Buckets;
using Weir.Datasets;
using Weir.Engine.Objects;
using Weir.Failures;

namespace Weir.Engine.Datasets;

/// <summary>Finds the objects that a dataset is made of, and what they are called there.</summary>
/// <remarks>
/// Prefixes and patterns do not reach into datasets that lie below: an own name, a prefix or <c>LATEST</c> does. How objects are called,
/// <see cref="DatasetFolders"/> says.
/// </remarks>
internal sealed class DatasetSources(IObjectStore store, DatasetPaths paths)
{
    private const int Page = 1_000;

    /// <param name="root">Where the dataset will be.</param>
    /// <param name="from">Each <c>bucket/key</c>, <c>bucket/prefix/</c> or <c>bucket/glob</c>.</param>
    /// <param name="own">A version that goes before the current one of its name; none by default.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RefusedException">WEIR6403: one means nothing. WEIR6405: two objects would have one name.</exception>
    public async Task<IReadOnlyList<DatasetMember>> FindAsync(
        DatasetRoot root, IReadOnlyList<string> from, StoredObject? own, CancellationToken cancellationToken)
    {
        var sources = new List<DatasetSource>();
        foreach (var text in from)
        {
            sources.Add(await ReadAsync(text, own, cancellationToken));
        }

        var folders = new DatasetFolders(root, [.. sources.Select(source => source.Folder)]);
        var members = new Dictionary<string, DatasetMember>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            var count = 0;
            var kept = folders.AboveNames(source.Folder).Length;
            await foreach (var found in FindAsync(source, cancellationToken))
            {
                count++;
                var member = new DatasetMember(found.Name.Key[kept..], own?.Name == found.Name ? own : found);
                if (members.TryGetValue(member.Name, out var other) && other.Source.Name != member.Source.Name)
                {
                    throw new RefusedException(DatasetFailures.Twice(member.Name, other.Source.Name, member.Source.Name));
                }

                members[member.Name] = member;
            }

            if (count == 0)
            {
                throw new RefusedException(DatasetFailures.NothingAt(source.Text));
            }
        }

        return [.. members.Values];
    }

    private async Task<DatasetSource> ReadAsync(string text, StoredObject? own, CancellationToken cancellationToken)
    {
        var named = text.Split('/', 2) is [var bucket, var key] ? new ObjectName(bucket, key) : new ObjectName(text, "");
        var name = await paths.ResolveAsync(named, cancellationToken);
        if (name.Key is "" or [.., '/'])
        {
            return new DatasetSource(text, name);
        }

        // A key may hold the characters of a pattern. An object of that very name goes before.
        if ((own?.Name == name ? own : await store.FindAsync(name, cancellationToken)) is { } found)
        {
            return new DatasetSource(text, name) { Object = found };
        }

        return ObjectPattern.TryParse(name.ToString(), out var pattern, out _)
            ? new DatasetSource(text, name with { Key = pattern!.Prefix }) { Pattern = pattern }
            : throw new RefusedException(DatasetFailures.NothingAt(text));
    }

    private async IAsyncEnumerable<StoredObject> FindAsync(
        DatasetSource source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (source.Object is { } one)
        {
            yield return one;
            yield break;
        }

        var isWithin = DatasetKey.Find(source.Folder.Key) is not null;
        for (string? after = null; ;)
        {
            var page = await store.ListAsync(source.Start.Bucket, source.Start.Key, after, Page, cancellationToken);
            foreach (var each in page)
            {
                if (source.Pattern?.Matches(each.Name) != false && !ObjectKey.IsFolder(each.Name.Key) && (isWithin || DatasetKey.Find(each.Name.Key) is null))
                {
                    yield return each;
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
