using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Weir.Bench.Events;

/// <summary>
/// As much of a Redis client as the bench needs: commands are queued and sent together, replies are read one by one.
/// Speaks RESP2 (https://redis.io/docs/latest/develop/reference/protocol-spec/).
/// </summary>
internal sealed class RespConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _outgoing = new byte[1 << 20];
    private int _queued;
    private byte[] _incoming = new byte[1 << 20];
    private int _read;
    private int _received;

    public static async Task<RespConnection> ConnectAsync(IPEndPoint at)
    {
        var connection = new RespConnection();
        await connection._socket.ConnectAsync(at);
        return connection;
    }

    /// <summary>Queues a command.</summary>
    public void Queue(params ReadOnlySpan<byte[]> words)
    {
        Begin('*', words.Length);
        foreach (var word in words)
        {
            Begin('$', word.Length);
            Put(word);
            Put("\r\n"u8);
        }
    }

    /// <summary>Sends what is queued.</summary>
    public async Task SendAsync()
    {
        for (var sent = 0; sent < _queued;)
        {
            sent += await _socket.SendAsync(_outgoing.AsMemory(sent, _queued - sent));
        }

        _queued = 0;
    }

    /// <summary>Reads a reply: null, a number, bytes, or an array of these.</summary>
    /// <exception cref="InvalidOperationException">Redis answered with an error.</exception>
    public async Task<object?> ReadAsync()
    {
        object? reply;
        while (!TryRead(out reply))
        {
            await ReceiveAsync();
        }

        return reply;
    }

    /// <summary>Reads a reply if a whole one is here.</summary>
    public bool TryRead(out object? reply)
    {
        var at = _read;
        if (!TryParse(ref at, out reply))
        {
            return false;
        }

        _read = at;
        return true;
    }

    /// <summary>Sends one command and reads its reply.</summary>
    public async Task<object?> AskAsync(params string[] words)
    {
        Queue([.. words.Select(Encoding.UTF8.GetBytes)]);
        await SendAsync();
        return await ReadAsync();
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReceiveAsync()
    {
        if (_read > 0)
        {
            _incoming.AsSpan(_read.._received).CopyTo(_incoming);
            _received -= _read;
            _read = 0;
        }

        if (_received == _incoming.Length)
        {
            Array.Resize(ref _incoming, _incoming.Length * 2);
        }

        var count = await _socket.ReceiveAsync(_incoming.AsMemory(_received));
        _received += count > 0 ? count : throw new EndOfStreamException("Redis closed the connection.");
    }

    private bool TryParse(ref int at, out object? reply)
    {
        reply = null;
        var line = _incoming.AsSpan(at.._received);
        var end = line.IndexOf("\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var kind = line[0];
        var text = line[1..end];
        at += end + 2;
        switch (kind)
        {
            case (byte)'-':
                throw new InvalidOperationException($"Redis: {Encoding.UTF8.GetString(text)}");
            case (byte)'+':
                reply = text.ToArray();
                return true;
            case (byte)':':
                reply = Number(text);
                return true;
            case (byte)'$':
                return Number(text) is var length && (length < 0 || TryTake(ref at, (int)length, out reply));
            default:
                return Number(text) is var count && (count < 0 || TryParse(ref at, (int)count, out reply));
        }
    }

    private bool TryParse(ref int at, int count, out object? reply)
    {
        var items = new object?[count];
        reply = items;
        for (var index = 0; index < count; index++)
        {
            if (!TryParse(ref at, out items[index]))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryTake(ref int at, int length, out object? reply)
    {
        reply = null;
        if (_received - at < length + 2)
        {
            return false;
        }

        reply = _incoming.AsSpan(at, length).ToArray();
        at += length + 2;
        return true;
    }

    private static long Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long number, out _) ? number : throw new FormatException("Redis sent no number.");

    private void Begin(char kind, int count)
    {
        Span<byte> line = stackalloc byte[16];
        line[0] = (byte)kind;
        Utf8Formatter.TryFormat(count, line[1..], out var digits);
        Put(line[..(digits + 1)]);
        Put("\r\n"u8);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (_outgoing.Length - _queued < bytes.Length)
        {
            Array.Resize(ref _outgoing, Math.Max(_outgoing.Length * 2, _queued + bytes.Length));
        }

        bytes.CopyTo(_outgoing.AsSpan(_queued));
        _queued += bytes.Length;
    }
}
