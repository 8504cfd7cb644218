using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Local.Deliveries;
using Weir.Local.Events;
using Weir.Local.Objects;
using Weir.Local.State;

namespace Weir.Tests.Local.Objects;

/// <summary>Deleting what nobody needs any more.</summary>
public sealed class SweepTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-sweep-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>
    /// A process that was killed after it had deleted a content and before it had struck it off deleted the next content
    /// that got the same place: rows were lost.
    /// </summary>
    [Fact]
    public async Task A_content_is_struck_off_before_it_is_deleted()
    {
        var file = new StateFile(Path.Combine(_folder, "state.db"));
        using var writer = new StateWriter(file);
        using var readers = new StateReaders(file);
        var queues = new SubscriberQueues([], writer.Counters, TimeProvider.System);
        var log = new SqliteEventLog(writer, readers, queues, _ => { }, TimeProvider.System);
        using var looking = new StateReaders(file);
        var bucket = new WatchingBucket(() => looking.ReadAsync(tables => tables.Garbage.After(0, 10).Count, default));
        var store = new FileObjectStore(
            new BucketFolders(_folder, new Dictionary<string, IBucketFiles> { ["raw"] = bucket }), writer, readers);
        await log.AppendAsync([Landed(1), Landed(2), Landed(3)], default);

        Assert.Equal(2, await store.SweepAsync(default));

        Assert.Equal(["place-1: 0 left", "place-2: 0 left"], await Task.WhenAll(bucket.Deleted));
    }

    private static RoutedEvent Landed(long version) => new(
        new Event
        {
            Id = EventId.New(TimeProvider.System),
            Type = Event.ObjectCreated,
            Time = DateTimeOffset.UnixEpoch,
            Object = new StoredObject
            {
                Name = new ObjectName("raw", "a.json"),
                ETag = $"{version}",
                Size = 0,
                Version = version,
                LandedAt = DateTimeOffset.UnixEpoch,
                Location = $"place-{version}",
            },
        },
        []);

    /// <summary>Looks at the garbage that is on record whenever a content is deleted.</summary>
    private sealed class WatchingBucket(Func<Task<int>> garbage) : IBucketFiles
    {
        public List<Task<string>> Deleted { get; } = [];

        public string Incoming => "";

        public string? Refuses(string key) => null;

        public string Place(StoredObject staged, string file, ISet<string> changed) => throw new NotSupportedException();

        public Stream? Open(StoredObject version) => null;

        public string PathOf(StoredObject version) => throw new NotSupportedException();

        public void DeleteGarbage(long version, string location) => Deleted.Add(LookAsync(location));

        public void DeleteRemoved(StoredObject version)
        {
        }

        private async Task<string> LookAsync(string location) => $"{location}: {await garbage()} left";
    }
}
