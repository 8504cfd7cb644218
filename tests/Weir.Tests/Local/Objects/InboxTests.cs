using System.Text;

using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Local;

namespace Weir.Tests.Local.Objects;

/// <summary>An environment whose one bucket is the folder <c>inbox</c>, and what tests do with it.</summary>
public abstract class InboxTests : IAsyncLifetime
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private protected string Project { get; } = Directory.CreateTempSubdirectory("weir-watch-").FullName;
    private protected LocalEnvironment Opened { get; private set; } = null!;

    private protected string Inbox => Path.Combine(Project, "inbox");

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(Inbox);
        return OpenAsync();
    }

    public Task DisposeAsync()
    {
        Opened.Dispose();
        Directory.Delete(Project, recursive: true);
        return Task.CompletedTask;
    }

    private protected static CancellationToken Soon() => new CancellationTokenSource(Patience).Token;

    private protected Stream Open(StoredObject version) => Opened.Objects.OpenRead(version);

    private protected async Task<StoredObject> FindAsync(string key) =>
        (await Opened.Objects.FindAsync(new ObjectName("inbox", key), default))!;

    private protected async Task<string> ReadAsync(string key)
    {
        using var reader = new StreamReader(Open(await FindAsync(key)));
        return await reader.ReadToEndAsync();
    }

    private protected async Task OpenAsync() => Opened = await LocalEnvironment.OpenAsync(
        Project,
        "local",
        [new BucketDefinition { Name = "inbox", Path = "inbox" }],
        TimeSpan.Zero,
        TimeProvider.System,
        default);

    private protected Task RestartAsync(Action? between = null)
    {
        Opened.Dispose();
        between?.Invoke();
        return OpenAsync();
    }

    /// <summary>Waits until the watch has looked at everything, and nothing landed meanwhile.</summary>
    private protected async Task SettleAsync()
    {
        using var enough = new CancellationTokenSource(Patience);
        var next = Task.Run(() => Opened.Watch.NextAsync(enough.Token));
        Assert.True(SpinWait.SpinUntil(() => Opened.Watch.IsSettled || next.IsCompleted, Patience));
        Assert.True(Opened.Watch.IsSettled);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private protected async Task PutAsync(string key, string content)
    {
        var staged = await Opened.ObjectWriter.StageAsync(
            new ObjectName("inbox", key), new MemoryStream(Encoding.UTF8.GetBytes(content)), default);
        await AppendAsync(await Opened.ObjectWriter.PlaceAsync([staged], default));
    }

    private protected void Drop(string name, string content)
    {
        var path = Path.Combine(Inbox, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private protected Task<IReadOnlyList<StoredObject>> NextAsync() => Task.Run(() => Opened.Watch.NextAsync(Soon()));

    private protected async Task<IReadOnlyList<string>> LandAsync(int count)
    {
        var keys = new List<string>();
        while (keys.Count < count)
        {
            var given = await NextAsync();
            await AppendAsync(given);
            keys.AddRange(given.Select(stored => stored.Name.Key));
        }

        return [.. keys.Order(StringComparer.Ordinal)];
    }

    private protected Task AppendAsync(IReadOnlyList<StoredObject> landed) => Opened.Events.AppendAsync(
        [.. landed.Select(stored => new RoutedEvent(
            new Event
            {
                Id = EventId.New(TimeProvider.System),
                Type = Event.ObjectCreated,
                Time = stored.LandedAt,
                Object = stored,
            },
            []))],
        default);
}
