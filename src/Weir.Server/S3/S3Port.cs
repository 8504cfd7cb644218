using System.Net;
using System.Net.Sockets;

using Weir.Failures;

namespace Weir.Server.S3;

/// <summary>Chooses the endpoint's port: the same at every start, as long as nobody else has it.</summary>
internal static class S3Port
{
    /// <summary>The usual one.</summary>
    public const int Usual = 9710;

    /// <param name="wanted">The port that the user wants, or zero for any; null when it is all the same.</param>
    /// <param name="before">The one that the environment had before.</param>
    /// <exception cref="RefusedException">WEIR7301: the wanted one cannot be had.</exception>
    public static Socket Listen(int? wanted, int? before)
    {
        if (wanted is { } port)
        {
            try
            {
                return Listen(port);
            }
            catch (SocketException error)
            {
                throw new RefusedException(
                    new Failure(
                        "WEIR7301",
                        $"The S3 endpoint cannot listen on 127.0.0.1:{port}: {error.Message.TrimEnd('.')}.",
                        "Name another port with --s3-port PORT, leave it out for any that is free, or start with --no-s3."),
                    error);
            }
        }

        foreach (var candidate in new[] { before, Usual }.OfType<int>())
        {
            try
            {
                return Listen(candidate);
            }
            catch (SocketException)
            {
                // Another environment has it.
            }
        }

        return Listen(0);
    }

    private static Socket Listen(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Two that are bound may share a port, two that listen may not.
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
