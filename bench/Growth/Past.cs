using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Weir.Bench.Running;
using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Events;
using Weir.Loads;
using Weir.Projects;

namespace Weir.Bench.Growth;

/// <summary>Gives an environment a past: events that were delivered, and loads that were made.</summary>
internal static class Past
{
    private const int Batch = 10_000;

    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(2);

    // Of another table than the one that is measured: its files must not be taken for loaded.
    private static readonly Subscriber Earlier = new(SubscriberKind.Table, "earlier");

    public static async Task MakeAsync(string folder, ProjectDefinition project, int events, int loads)
    {
        await using var engine = await BenchEngine.OpenAsync(folder, project);
        for (var first = 0; first < events; first += Batch)
        {
            await HappenAsync(engine, first);
        }

        for (var first = 0; first < loads; first += Batch)
        {
            await LoadAsync(engine, first);
        }
    }

    /// <summary>Copies an environment that nobody has open.</summary>
    public static void Copy(string from, string to)
    {
        var target = Directory.CreateDirectory(Path.Combine(to, ".weir", "local")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(from, ".weir", "local")))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }

    private static async Task HappenAsync(BenchEngine engine, int first)
    {
        var happened = Enumerable.Range(first, Batch).Select(number => new RoutedEvent(
            new Event
            {
                Id = EventId.New(TimeProvider.System),
                Type = Event.ObjectCreated,
                Time = TimeProvider.System.GetUtcNow(),
                Object = Landed(number),
            },
            [Earlier]));
        await engine.Ports.Log.AppendAsync([.. happened], CancellationToken.None);
        var leased = await engine.Ports.Queue.LeaseAsync(Earlier, Batch, LeaseFor, CancellationToken.None);
        var done = new DeliveryOutcome.Done();
        await engine.Ports.Queue.SettleAsync([.. leased.Select(d => new Settlement(d, done))], CancellationToken.None);
    }

    private static async Task LoadAsync(BenchEngine engine, int first)
    {
        var firstId = await engine.Ports.Warehouse.TakeLoadIdsAsync(Batch, CancellationToken.None);
        await using var staged = await engine.Ports.Warehouse.StageAsync([], CancellationToken.None);
        var records = Enumerable.Range(0, Batch).Select(number => new LoadRecord
        {
            LoadId = firstId + number,
            Table = Earlier.Name,
            File = Landed(first + number),
            Status = LoadStatus.Loaded,
            RowsParsed = 5,
            RowsLoaded = 5,
            RowsQuarantined = 0,
            ProjectRevision = "0000000000000000",
            LoadedAt = TimeProvider.System.GetUtcNow(),
        });
        await staged.PublishAsync(new([.. records], []), CancellationToken.None);
    }

    private static StoredObject Landed(int number)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"earlier/order-{number:D7}.json");
        return new StoredObject
        {
            Name = new ObjectName("raw", key),
            ETag = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16)),
            Size = 2_000,
            Version = number + 1,
            LandedAt = TimeProvider.System.GetUtcNow(),
            Location = key,
        };
    }
}
