using System.Globalization;

using Weir.Bench.Measuring;

namespace Weir.Bench.Events;

/// <summary>Small events from their senders to their durable end.</summary>
internal static class EventsBench
{
    private const int BodySize = 256;
    private const int Many = 256;
    private const int Few = 16;

    /// <summary>Rounds before anything counts: what is compared here are processes that run for weeks.</summary>
    private const int WarmUps = 4;

    private const string WeirMany = "Weir, 256 producers";
    private const string WeirFew = "Weir, 16 producers";
    private const string Redis = "Redis Streams, appendfsync always, 256 in flight";
    private const string Rabbit = "RabbitMQ quorum queue, 256 producers";

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var events = options.Quick ? 50_000 : 200_000;
        var body = Enumerable.Repeat((byte)'x', BodySize).ToArray();
        var redisRuns = await Peers.RunsAsync(Peers.Redis);
        var rabbitRuns = await Peers.RunsAsync(Peers.Rabbit);

        var turns = new Interleaved(workspace, options, "events/s");
        if (redisRuns)
        {
            turns.Add(Redis, _ => RedisStreams.RunAsync(events, Many, body));
        }

        if (rabbitRuns)
        {
            turns.Add(Rabbit, _ => RabbitQuorumQueue.RunAsync(events / 2, Many, body));
        }

        turns.Add(WeirMany, folder => WeirEvents.RunAsync(folder, events, Many, BodySize));
        turns.Add(WeirFew, folder => WeirEvents.RunAsync(folder, events / 2, Few, BodySize));
        await turns.RunAsync(options.Quick ? 0 : WarmUps);

        var section = new Section(string.Create(
            CultureInfo.InvariantCulture, $"Events: {events:N0} of {BodySize} bytes, each appended, routed, leased and settled durably"));
        turns.Report(section);
        turns.HoldRatio(section, "256 producers over Redis Streams", WeirMany, Redis, 2);
        turns.HoldRatio(section, "256 producers over RabbitMQ quorum queues", WeirMany, Rabbit, 4);
        turns.HoldFloor(section, "16 producers", WeirFew, 40_000);
        if (!redisRuns || !rabbitRuns)
        {
            section.Note(
                $"Without {(redisRuns ? "RabbitMQ" : rabbitRuns ? "Redis" : "Redis and RabbitMQ")}, which did not run:"
                + " `bench/peers.sh start` starts the peers.");
        }

        return section;
    }
}
