using System.Diagnostics;

using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Weir.Bench.Events;

/// <summary>A RabbitMQ quorum queue with publisher confirms and acknowledged deliveries.</summary>
internal static class RabbitQuorumQueue
{
    private const string Queue = "weir-bench";
    private const ushort Prefetch = 1_000;
    private const int AcknowledgedTogether = 100;

    /// <param name="messages">How many go through.</param>
    /// <param name="producers">How many publish at a time, each waiting for its confirmation.</param>
    /// <param name="body">What each carries.</param>
    /// <returns>Messages a second, from the first one published to the last one acknowledged.</returns>
    public static async Task<double> RunAsync(int messages, int producers, byte[] body)
    {
        var factory = new ConnectionFactory { HostName = Peers.Rabbit.Address.ToString(), Port = Peers.Rabbit.Port };
        await using var connection = await factory.CreateConnectionAsync();
        await using var consuming = await connection.CreateChannelAsync();
        await consuming.QueueDeleteAsync(Queue);
        await consuming.QueueDeclareAsync(
            Queue, durable: true, exclusive: false, autoDelete: false,
            arguments: new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await consuming.BasicQosAsync(0, Prefetch, global: false);

        var watch = Stopwatch.StartNew();
        var consumed = await ConsumeAsync(consuming, messages);
        await PublishAsync(factory, messages, producers, body);
        await consumed;
        var took = watch.Elapsed;
        await consuming.QueueDeleteAsync(Queue);
        return messages / took.TotalSeconds;
    }

    private static async Task<Task> ConsumeAsync(IChannel channel, int messages)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            count++;
            if (count % AcknowledgedTogether == 0 || count == messages)
            {
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: true);
            }

            if (count == messages)
            {
                done.SetResult();
            }
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
        return done.Task;
    }

    private static async Task PublishAsync(ConnectionFactory factory, int messages, int producers, byte[] body)
    {
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true,
            outstandingPublisherConfirmationsRateLimiter: null));
        var properties = new BasicProperties { Persistent = true };
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, producers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) < messages)
            {
                await channel.BasicPublishAsync("", Queue, mandatory: false, properties, body);
            }
        })));
    }
}
