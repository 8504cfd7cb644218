using System.Net;
using System.Net.Sockets;

namespace Weir.Bench.Events;

/// <summary>Where <c>bench/peers.sh</c> starts the peers.</summary>
internal static class Peers
{
    public static IPEndPoint Redis { get; } = new(IPAddress.Loopback, 6390);

    public static IPEndPoint Rabbit { get; } = new(IPAddress.Loopback, 5690);

    /// <summary>Whether somebody listens there.</summary>
    public static async Task<bool> RunsAsync(IPEndPoint at)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(at);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
