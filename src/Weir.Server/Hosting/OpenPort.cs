using System.Net;
using System.Net.Sockets;

namespace Weir.Server.Hosting;

/// <summary>Takes ports: what listens already belongs to nobody else, also before anything is served there.</summary>
internal static class OpenPort
{
    /// <summary>Listens on a port; on any that is free for zero.</summary>
    /// <exception cref="SocketException">It cannot be had.</exception>
    public static Socket Listen(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Two that are bound may share a port, two that listen may not.
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Listens on the first port of some that can be had, else on any that is free; on this machine's own address.</summary>
    /// <param name="candidates">The ports; those that are null are passed over.</param>
    public static Socket ListenOnFirst(params ReadOnlySpan<int?> candidates)
    {
        foreach (var candidate in candidates)
        {
            try
            {
                if (candidate is { } port)
                {
                    return Listen(IPAddress.Loopback, port);
                }
            }
            catch (SocketException)
            {
                // Another environment has it.
            }
        }

        return Listen(IPAddress.Loopback, 0);
    }
}
