using System.Diagnostics;
using System.Globalization;
using System.Net;

using Weir.Bench.Events;
using Weir.Bench.Landing;
using Weir.Bench.Measuring;

namespace Weir.Bench.S3;

/// <summary>Objects put and got over S3's protocol: small ones durably, and a large one.</summary>
internal static class S3Bench
{
    private const string Library = "Weir, single puts by 16 callers, no HTTP";
    private const string Puts = "Weir, S3 puts over 16 connections";
    private const string Peer = "s3rver, puts over 16 connections, not durable";
    private const string Put = "Weir, S3 put of a large object";
    private const string BarePut = "bare Kestrel, the body into a file";
    private const string Get = "Weir, S3 get of a large object";
    private const string BareGet = "bare Kestrel, a file into the answer";
    private const int Connections = 16;
    private const int SmallBytes = 4096;
    private const string Unsigned = "UNSIGNED-PAYLOAD";

    private const string Yaml =
        """
        project: bench
        buckets:
          raw: {}
        tables:
          lines:
            source: raw/**.json
            columns: { id: { type: bigint } }
        """;

    /// <summary>Where <c>bench/peers.sh</c> starts s3rver.</summary>
    private static readonly IPEndPoint S3Rver = new(IPAddress.Loopback, 5710);

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var count = options.Quick ? 2_000 : 10_000;
        var large = options.Quick ? 200L << 20 : 1L << 30;
        var contents = Enumerable.Range(0, count).Select(Content).ToArray();
        var section = new Section(string.Create(CultureInfo.InvariantCulture, $"S3: {count:N0} puts of {SmallBytes:N0} bytes, and {large >> 20:N0} MB at once"));

        var small = new Interleaved(workspace, options, "puts/s");
        small.Add(Library, folder => WeirLanding.SinglesAsync(folder, contents, Connections));
        small.Add(Puts, folder => PutSmallAsync(folder, contents));
        if (await Peers.RunsAsync(S3Rver))
        {
            small.Add(Peer, _ => RateAsync(new S3Wire(S3Rver.Port, "S3RVER", "S3RVER"), contents));
        }
        else
        {
            section.Note("Without s3rver, which did not run: bench/peers.sh start.");
        }

        await small.RunAsync(warmUps: 1);
        small.Report(section);
        small.HoldRatio(section, "S3 puts over the library's own", Puts, Library, 0.6);
        small.HoldRatio(section, "S3 puts over s3rver's", Puts, Peer, 3);

        var one = new Interleaved(workspace, options, "MB/s");
        one.Add(Put, async folder => (await LargeAsync(folder, large)).Put);
        one.Add(BarePut, async folder => (await BareAsync(folder, large)).Put);
        one.Add(Get, async folder => (await LargeAsync(folder, large)).Get);
        one.Add(BareGet, async folder => (await BareAsync(folder, large)).Get);
        await one.RunAsync();
        one.Report(section);
        one.HoldRatio(section, "a large put over a bare one", Put, BarePut, 0.5);
        one.HoldRatio(section, "a large get over a bare one", Get, BareGet, 0.5);
        return section;
    }

    private static async Task<double> PutSmallAsync(string folder, byte[][] contents)
    {
        await using var service = await S3Service.StartAsync(folder, Yaml);
        var rate = await RateAsync(service.Wire, contents);
        await service.ExpectAsync(contents.Length);
        return rate;
    }

    private static async Task<double> RateAsync(S3Wire wire, byte[][] contents)
    {
        var requests = contents.Select((content, index) => wire.Put(string.Create(CultureInfo.InvariantCulture, $"/raw/orders/{index:D7}.json"), content)).ToArray();
        var sockets = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => wire.ConnectAsync()));
        var (next, watch) = (-1, Stopwatch.StartNew());
        await Task.WhenAll(sockets.Select(socket => Task.Run(async () =>
        {
            var buffer = new byte[16 * 1024];
            for (var at = Interlocked.Increment(ref next); at < requests.Length; at = Interlocked.Increment(ref next))
            {
                await socket.SendAsync(requests[at].AsMemory());
                await S3Wire.ReadAsync(socket, buffer);
            }
        })));
        var took = watch.Elapsed;
        Array.ForEach(sockets, socket => socket.Dispose());
        return requests.Length / took.TotalSeconds;
    }

    private static async Task<(double Put, double Get)> LargeAsync(string folder, long bytes)
    {
        await using var service = await S3Service.StartAsync(folder, Yaml);
        return await ThereAndBackAsync(service.Wire, bytes);
    }

    private static async Task<(double Put, double Get)> BareAsync(string folder, long bytes)
    {
        await using var server = await BareKestrel.StartAsync(folder);
        return await ThereAndBackAsync(new S3Wire(server.Port, "id", "secret"), bytes);
    }

    private static async Task<(double Put, double Get)> ThereAndBackAsync(S3Wire wire, long bytes)
    {
        var piece = new byte[1 << 20];
        new Random(1).NextBytes(piece);
        using var socket = await wire.ConnectAsync();
        var watch = Stopwatch.StartNew();
        await socket.SendAsync(wire.Head("PUT", "/raw/large", bytes, Unsigned).AsMemory());
        for (var sent = 0L; sent < bytes; sent += piece.Length)
        {
            for (var at = 0; at < piece.Length;)
            {
                at += await socket.SendAsync(piece.AsMemory(at));
            }
        }

        await S3Wire.ReadAsync(socket, piece);
        var put = watch.Elapsed;
        watch.Restart();
        await socket.SendAsync(wire.Head("GET", "/raw/large", 0, Unsigned).AsMemory());
        var read = await S3Wire.ReadAsync(socket, piece);
        return read == bytes
            ? ((bytes >> 20) / put.TotalSeconds, (bytes >> 20) / watch.Elapsed.TotalSeconds)
            : throw new InvalidOperationException($"{bytes} bytes were put, and {read} came back.");
    }

    private static byte[] Content(int order)
    {
        var content = new byte[SmallBytes];
        content.AsSpan().Fill((byte)' ');
        "{\"id\": 1, \"text\": \""u8.CopyTo(content);
        new Random(order).NextBytes(content.AsSpan(19, 1000));
        return content;
    }
}
