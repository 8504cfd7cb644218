using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

using Weir.Server.S3.Keys;

namespace Weir.Tests.Server.S3;

/// <summary>A client that signs for itself, so that tests can say exactly what goes over the wire.</summary>
internal static class RawClient
{
    public static string Encode(string key) => string.Join('/', key.Split('/').Select(Uri.EscapeDataString));

    public static string Stamp(TimeSpan ago = default) =>
        (TimeProvider.System.GetUtcNow() - ago).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Sends a request that is signed as it should be.</summary>
    public static async Task<HttpResponseMessage> SendAsync(
        S3World world, string method, string target, byte[] body, params (string Name, string Value)[] headers)
    {
        var text = Sign(world, method, target, Convert.ToHexStringLower(SHA256.HashData(body)), headers);
        return await ExchangeAsync(world, [.. Encoding.Latin1.GetBytes($"{text}Content-Length: {body.Length}\r\n\r\n"), .. body]);
    }

    /// <summary>The same, signed by a pair.</summary>
    public static async Task<HttpResponseMessage> SendAsync(S3World world, string method, string target, byte[] body, AccessKey key)
    {
        var text = Sign(world, method, target, Convert.ToHexStringLower(SHA256.HashData(body)), [], key: key);
        return await ExchangeAsync(world, [.. Encoding.Latin1.GetBytes($"{text}Content-Length: {body.Length}\r\n\r\n"), .. body]);
    }

    /// <summary>The head of a signed request, without its last line; every header given is signed.</summary>
    /// <param name="world">Whose key signs.</param>
    /// <param name="method">The method.</param>
    /// <param name="target">The path, encoded, and the query in its canonical form.</param>
    /// <param name="payload">What x-amz-content-sha256 says.</param>
    /// <param name="headers">Further headers.</param>
    /// <param name="stamp">When it is signed; now by default.</param>
    /// <param name="secret">Another secret.</param>
    /// <param name="host">Another host.</param>
    /// <param name="key">Another pair.</param>
    public static string Sign(
        S3World world, string method, string target, string payload, (string Name, string Value)[] headers,
        string? stamp = null, string? secret = null, string? host = null, AccessKey? key = null)
    {
        stamp ??= Stamp();
        var all = headers
            .Append(("host", host ?? $"127.0.0.1:{world.Port}"))
            .Append(("x-amz-content-sha256", payload))
            .Append(("x-amz-date", stamp))
            .OrderBy(header => header.Item1.ToLowerInvariant(), StringComparer.Ordinal)
            .ToList();
        var names = string.Join(';', all.Select(header => header.Item1.ToLowerInvariant()));
        var (path, query) = target.Split('?', 2) is [var before, var after] ? (before, after) : (target, "");
        var lines = string.Concat(all.Select(header => $"{header.Item1.ToLowerInvariant()}:{header.Item2.Trim()}\n"));
        var canonical = $"{method}\n{path}\n{query}\n{lines}\n{names}\n{payload}";
        var scope = $"{stamp[..8]}/local/s3/aws4_request";
        var text = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(canonical)))}";
        var signature = Convert.ToHexStringLower(Mac(KeyOf(secret ?? (key ?? world.Key).Secret, stamp[..8]), text));
        return $"{method} {target} HTTP/1.1\r\n{string.Concat(all.Select(header => $"{header.Item1}: {header.Item2}\r\n"))}"
            + $"Authorization: AWS4-HMAC-SHA256 Credential={(key ?? world.Key).Id}/{scope}, SignedHeaders={names}, Signature={signature}\r\n";
    }

    public static string SignatureOf(string head) => head[(head.IndexOf("Signature=", StringComparison.Ordinal) + 10)..].TrimEnd();

    public static byte[] KeyOf(string secret, string day) => Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + secret), day), "local"), "s3"), "aws4_request");

    public static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends bytes over a connection of their own, and reads one answer.</summary>
    public static async Task<HttpResponseMessage> ExchangeAsync(S3World world, byte[] bytes)
    {
        var text = await TalkAsync(world, bytes, closes: false);
        return Parse(text);
    }

    /// <summary>Sends bytes over a connection of their own, and reads until the other side has answered, or closes.</summary>
    /// <param name="world">The other side.</param>
    /// <param name="bytes">What is sent.</param>
    /// <param name="closes">Whether nothing more is to come: the other side may then go away without an answer.</param>
    /// <param name="toEnd">Whether to read until the other side closes, for all that it may answer.</param>
    public static async Task<string> TalkAsync(S3World world, byte[] bytes, bool closes, bool toEnd = false)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, world.Port, patience.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(bytes, patience.Token);
        if (closes)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            while ((toEnd || !IsWhole(read)) && await stream.ReadAsync(buffer, patience.Token) is > 0 and var count)
            {
                read.Write(buffer, 0, count);
            }
        }
        catch (IOException)
        {
            // The other side cut the connection.
        }

        return Encoding.Latin1.GetString(read.ToArray());
    }

    private static bool IsWhole(MemoryStream read)
    {
        var text = Encoding.Latin1.GetString(read.GetBuffer(), 0, (int)read.Length);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0 || text.StartsWith("HTTP/1.1 100", StringComparison.Ordinal))
        {
            return false;
        }

        var length = text[..end].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is null
            ? text.StartsWith("HTTP/1.1 304", StringComparison.Ordinal) || text.StartsWith("HTTP/1.1 204", StringComparison.Ordinal)
            : read.Length >= end + 4 + int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture);
    }

    private static HttpResponseMessage Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, $"This is no answer: '{text}'");
        var lines = text[..end].Split("\r\n");
        var answer = new HttpResponseMessage((HttpStatusCode)int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture))
        {
            Content = new ByteArrayContent(Encoding.Latin1.GetBytes(text[(end + 4)..])),
        };
        foreach (var line in lines[1..])
        {
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            _ = answer.Headers.TryAddWithoutValidation(name, value) || answer.Content.Headers.TryAddWithoutValidation(name, value);
        }

        answer.Content.Headers.ContentType ??= new MediaTypeHeaderValue("application/octet-stream");
        return answer;
    }
}
