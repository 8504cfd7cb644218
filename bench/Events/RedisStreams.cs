using System.Diagnostics;
using System.Text;

namespace Weir.Bench.Events;

/// <summary>A Redis stream with one producer, one consumer group and one consumer, every write fsynced.</summary>
internal static class RedisStreams
{
    private const string Stream = "weir-bench";
    private const int BatchRead = 500;

    /// <param name="messages">How many go through.</param>
    /// <param name="inFlight">How many the producer has sent and not been told of.</param>
    /// <param name="body">What each carries.</param>
    /// <returns>Messages a second, from the first one sent to the last one acknowledged.</returns>
    public static async Task<double> RunAsync(int messages, int inFlight, byte[] body)
    {
        using var producer = await RespConnection.ConnectAsync(Peers.Redis);
        using var consumer = await RespConnection.ConnectAsync(Peers.Redis);
        await RequireAsync(producer, "appendonly", "yes");
        await RequireAsync(producer, "appendfsync", "always");
        await producer.AskAsync("DEL", Stream);
        await producer.AskAsync("XGROUP", "CREATE", Stream, "group", "$", "MKSTREAM");

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(
            Task.Run(() => ProduceAsync(producer, messages, inFlight, body)), Task.Run(() => ConsumeAsync(consumer, messages)));
        var took = watch.Elapsed;
        await producer.AskAsync("DEL", Stream);
        return messages / took.TotalSeconds;
    }

    private static async Task ProduceAsync(RespConnection redis, int messages, int inFlight, byte[] body)
    {
        byte[][] add = [.. new[] { "XADD", Stream, "*", "b" }.Select(Encoding.UTF8.GetBytes), body];
        for (int sent = 0, told = 0; told < messages;)
        {
            for (; sent < messages && sent - told < inFlight; sent++)
            {
                redis.Queue(add);
            }

            await redis.SendAsync();
            await redis.ReadAsync();
            for (told++; redis.TryRead(out _);)
            {
                told++;
            }
        }
    }

    private static async Task ConsumeAsync(RespConnection redis, int messages)
    {
        byte[][] read =
        [
            .. new[] { "XREADGROUP", "GROUP", "group", "one", "COUNT", $"{BatchRead}", "BLOCK", "5000", "STREAMS", Stream, ">" }
                .Select(Encoding.UTF8.GetBytes),
        ];
        byte[][] acknowledge = [.. new[] { "XACK", Stream, "group" }.Select(Encoding.UTF8.GetBytes)];
        redis.Queue(read);
        await redis.SendAsync();
        for (var done = 0; done < messages;)
        {
            if (await redis.ReadAsync() is not object?[] streams)
            {
                throw new InvalidOperationException("Redis had nothing more to read for five seconds.");
            }

            // [[stream, [[id, [name, body]], …]]]
            var entries = Items(Items(streams[0])[1]);
            done += entries.Length;
            redis.Queue([.. acknowledge, .. entries.Select(entry => (byte[])Items(entry)[0]!)]);
            if (done < messages)
            {
                redis.Queue(read);
            }

            await redis.SendAsync();
            await redis.ReadAsync();
        }
    }

    private static async Task RequireAsync(RespConnection redis, string setting, string value)
    {
        if (Items(await redis.AskAsync("CONFIG", "GET", setting)) is not [_, byte[] found]
            || Encoding.UTF8.GetString(found) != value)
        {
            throw new InvalidOperationException($"Redis must run with {setting} {value}; bench/peers.sh starts it so.");
        }
    }

    private static object?[] Items(object? reply) => (object?[])reply!;
}
