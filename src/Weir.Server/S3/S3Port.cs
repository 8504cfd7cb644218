using System.Net;
using System.Net.Sockets;

using Weir.Failures;
using Weir.Server.Hosting;

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
        if (wanted is not { } port)
        {
            return OpenPort.ListenOnFirst(before, Usual);
        }

        try
        {
            return OpenPort.Listen(IPAddress.Loopback, port);
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
}
