using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Weir.Bench.S3;

/// <summary>A client that costs next to nothing: requests are signed beforehand, and answers are looked at for their status only.</summary>
/// <param name="port">Where the server listens, on this machine.</param>
/// <param name="id">The key's id.</param>
/// <param name="secret">The key's secret.</param>
internal sealed class S3Wire(int port, string id, string secret)
{
    /// <summary>A signed request for a body of which nothing is hashed beforehand, or all of it.</summary>
    public byte[] Head(string method, string path, long length, string payload)
    {
        var stamp = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var (scope, host) = ($"{stamp[..8]}/us-east-1/s3/aws4_request", $"127.0.0.1:{port}");
        const string names = "host;x-amz-content-sha256;x-amz-date";
        var canonical = $"{method}\n{path}\n\nhost:{host}\nx-amz-content-sha256:{payload}\nx-amz-date:{stamp}\n\n{names}\n{payload}";
        var text = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in new[] { stamp[..8], "us-east-1", "s3", "aws4_request" })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        return Encoding.ASCII.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: {host}\r\nx-amz-content-sha256: {payload}\r\nx-amz-date: {stamp}\r\nContent-Length: {length}\r\n"
            + $"Authorization: AWS4-HMAC-SHA256 Credential={id}/{scope}, SignedHeaders={names}, Signature={signature}\r\n\r\n");
    }

    /// <summary>A signed request with its body.</summary>
    public byte[] Put(string path, byte[] body) => [.. Head("PUT", path, body.Length, Convert.ToHexStringLower(SHA256.HashData(body))), .. body];

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    /// <summary>Reads an answer to its end. Returns the length of its body.</summary>
    public static async Task<long> ReadAsync(Socket socket, byte[] buffer)
    {
        var (count, end) = (0, -1);
        while (end < 0)
        {
            var more = await socket.ReceiveAsync(buffer.AsMemory(count));
            count = more > 0 ? count + more : throw new IOException("The server closed the connection.");
            end = buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8);
        }

        var head = Encoding.ASCII.GetString(buffer, 0, end);
        if (!head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(Encoding.ASCII.GetString(buffer, 0, count));
        }

        var line = head.Split("\r\n").FirstOrDefault(header => header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var length = line is null ? 0 : long.Parse(line.Split(':')[1], CultureInfo.InvariantCulture);
        for (var left = length - (count - end - 4); left > 0;)
        {
            var more = await socket.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)));
            left = more > 0 ? left - more : throw new IOException("The server closed the connection.");
        }

        return length;
    }
}
