using System.Security.Cryptography;

using Weir.Buckets;
using Weir.Datasets;
using Weir.Engine.Datasets;
using Weir.Engine.Objects;
using Weir.Engine.Outbox;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Failures;

namespace Weir.Tests.Engine.Steps;

/// <summary>The ports that steps stand on, in memory: an object is found once its event was posted. It has no datasets and no tables.</summary>
internal sealed class InMemoryBuckets : IObjectStore, IObjectWriter, IOutbox, IDatasets, IDatasetWriter, IExporter
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, byte[]> _contents = [];
    private readonly Dictionary<ObjectName, StoredObject> _current = [];
    private readonly HashSet<string> _staged = [];
    private long _version;

    public List<Event> Posted { get; } = [];

    public int Posts { get; private set; }

    /// <summary>Staged contents that were neither placed nor discarded.</summary>
    public int Leftovers => _staged.Count;

    public IReadOnlyList<string> Names => [.. _current.Keys.Select(n => n.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>What staging fails with, from the given number of objects on.</summary>
    public (int After, Exception Error)? StagingFailure { get; set; }

    /// <summary>Called before a removal, as if something happened at the same time.</summary>
    public Action BeforeRemoval { get; set; } = () => { };

    public byte[] this[string name] => _contents[_current[Name(name)].Location];

    public StoredObject Put(string name, byte[] content)
    {
        using var stream = new MemoryStream(content);
        var staged = StageAsync(Name(name), stream, CancellationToken.None).GetAwaiter().GetResult();
        _staged.Clear();
        return _current[staged.Name] = staged with { Version = ++_version };
    }

    public static ObjectName Name(string name) => new(name[..name.IndexOf('/')], name[(name.IndexOf('/') + 1)..]);

    public Task<StoredObject?> FindAsync(ObjectName name, CancellationToken cancellationToken) =>
        Task.FromResult(_current.GetValueOrDefault(name));

    public Task<IReadOnlyList<StoredObject>> ListAsync(
        string bucket, string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Stream OpenRead(StoredObject version) => new MemoryStream(_contents[version.Location], writable: false);

    public Task<int> RemoveAsync(IReadOnlyList<ObjectName> names, CancellationToken cancellationToken) =>
        Task.FromResult(names.Count(_current.Remove));

    public Task<bool> RemoveAsync(StoredObject version, CancellationToken cancellationToken)
    {
        BeforeRemoval();
        return Task.FromResult(
            _current.TryGetValue(version.Name, out var current) && current.Version == version.Version && _current.Remove(version.Name));
    }

    public async Task<StoredObject> StageAsync(ObjectName name, Stream content, CancellationToken cancellationToken)
    {
        if (ObjectKey.Check(name.Key) is { } wrong)
        {
            throw new RefusedException(wrong);
        }

        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        lock (_lock)
        {
            if (StagingFailure is { } failure && _staged.Count >= failure.After)
            {
                throw failure.Error;
            }

            var location = $"{_contents.Count}";
            _contents[location] = copy.ToArray();
            _staged.Add(location);
            return new StoredObject
            {
                Name = name,
                ETag = Convert.ToHexStringLower(SHA256.HashData(copy.ToArray()))[..32],
                Size = copy.Length,
                Version = 0,
                LandedAt = TimeProvider.System.GetUtcNow(),
                Location = location,
            };
        }
    }

    public Task<IReadOnlyList<StoredObject>> PlaceAsync(IReadOnlyList<StoredObject> staged, CancellationToken cancellationToken)
    {
        _staged.ExceptWith(staged.Select(s => s.Location));
        return Task.FromResult<IReadOnlyList<StoredObject>>([.. staged.Select(s => s with { Version = ++_version })]);
    }

    public Task DiscardAsync(IReadOnlyList<StoredObject> staged, CancellationToken cancellationToken)
    {
        _staged.ExceptWith(staged.Select(s => s.Location));
        return Task.CompletedTask;
    }

    public Task PostAsync(IReadOnlyList<Event> events, CancellationToken cancellationToken)
    {
        Posts++;
        Posted.AddRange(events);
        foreach (var landed in events.Select(e => e.Object).OfType<StoredObject>())
        {
            _current[landed.Name] = landed;
        }

        return Task.CompletedTask;
    }

    public Task PostAsync(IReadOnlyList<Event> events, IReadOnlyList<StoredObject> replaced, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> HoldsAsync(EventId id, CancellationToken cancellationToken) => Task.FromResult(Posted.Exists(posted => posted.Id == id));

    public Task<IExportedFiles> ExportAsync(ExportPlan plan, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Event>> TakeAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemoveAsync(IReadOnlyList<Event> events, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task WaitAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<DatasetName>> ListAsync(
        DatasetRoot root, DatasetName? before, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Dataset?> FindAsync(DatasetRoot root, DatasetName name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Dataset?> FindAsync(string origin, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> RemoveAsync(DatasetRoot root, DatasetName name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoredObject> StageAsync(
        DatasetRoot root, string member, StoredObject source, Func<StoredObject, Stream> content, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Dataset> PublishAsync(DatasetDraft draft, CancellationToken cancellationToken) => throw new NotSupportedException();
}
