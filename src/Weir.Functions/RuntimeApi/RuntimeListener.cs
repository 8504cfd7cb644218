using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Weir.Functions.RuntimeApi;

/// <summary>
/// Brings the connections of all processes to one server. Each process has a loopback port of its own, for clients take a host
/// and a port and nothing more: so a process is known by where it calls, and no function can answer for another.
/// </summary>
internal sealed class RuntimeListener : IConnectionListenerFactory, IConnectionListenerFactorySelector, IConnectionListener
{
    /// <summary>Under which a connection's items hold its session.</summary>
    public const string SessionItem = "weir.session";

    private readonly Channel<ConnectionContext> _accepted = Channel.CreateUnbounded<ConnectionContext>();
    private readonly SocketConnectionContextFactory _contexts = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);
    private readonly ConcurrentDictionary<Socket, byte> _ports = new();

    public EndPoint EndPoint { get; } = new ManyPorts();

    public bool CanBind(EndPoint endpoint) => endpoint is ManyPorts;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(this);

    /// <summary>Opens a port for one process. Disposing it closes the port.</summary>
    public Socket Open(RuntimeSession session)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        _ports[socket] = 0;
        _ = AcceptAsync(socket, session);
        return socket;
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _accepted.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_accepted.Reader.TryRead(out var connection))
            {
                return connection;
            }
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        foreach (var port in _ports.Keys)
        {
            port.Dispose();
        }

        _accepted.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _contexts.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(Socket port, RuntimeSession session)
    {
        try
        {
            while (true)
            {
                var socket = await port.AcceptAsync();
                socket.NoDelay = true;
                var connection = _contexts.Create(socket);
                connection.Items[SessionItem] = session;
                if (!_accepted.Writer.TryWrite(connection))
                {
                    await connection.DisposeAsync();
                }
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            _ports.TryRemove(port, out _);
        }
    }

    private sealed class ManyPorts : EndPoint
    {
        public override AddressFamily AddressFamily => AddressFamily.InterNetwork;

        public override string ToString() => "127.0.0.1, a port for each process";
    }
}
