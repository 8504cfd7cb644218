using System.Net;
using System.Net.Sockets;

using Weir.Failures;
using Weir.Http;
using Weir.Server.Access;
using Weir.Server.Hosting;

namespace Weir.Server.Web;

/// <summary>The web server's address, taken before anything is served there.</summary>
internal sealed class WebPlace : IDisposable
{
    /// <summary>The usual port.</summary>
    private const int Usual = 7475;

    private WebPlace(Socket socket, OwnerToken token) => (Socket, EndPoint, Token) = (socket, (IPEndPoint)socket.LocalEndPoint!, token);

    /// <summary>What listens.</summary>
    public Socket Socket { get; }

    public IPEndPoint EndPoint { get; }

    /// <summary>Lets this machine's user in.</summary>
    public OwnerToken Token { get; }

    /// <summary>Where a browser on this machine finds it, such as <c>http://127.0.0.1:7475</c>.</summary>
    public string Address
    {
        get
        {
            var isEverywhere = EndPoint.Address.Equals(IPAddress.Any) || EndPoint.Address.Equals(IPAddress.IPv6Any);
            return $"http://{(isEverywhere ? new IPEndPoint(IPAddress.Loopback, EndPoint.Port) : EndPoint)}";
        }
    }

    /// <summary>Takes an address, and writes it down with the token.</summary>
    /// <param name="environmentFolder">Where the token is.</param>
    /// <param name="wanted">The address; when null the one that the environment had before, else the usual, else any that is free.</param>
    /// <exception cref="RefusedException">WEIR7401: it cannot be had. WEIR7407: the token cannot be read or written.</exception>
    public static WebPlace Take(string environmentFolder, ListenAddress? wanted)
    {
        var token = OwnerToken.Open(environmentFolder);
        var place = new WebPlace(wanted is null ? OpenPort.ListenOnFirst(token.Port, Usual) : Listen(wanted), token);
        try
        {
            token.Save(place.Address);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    public void Dispose() => Socket.Dispose();

    private static Socket Listen(ListenAddress wanted)
    {
        try
        {
            return OpenPort.Listen(wanted.Address, wanted.Port);
        }
        catch (SocketException error)
        {
            throw new RefusedException(
                new Failure(
                    "WEIR7401",
                    error.SocketErrorCode == SocketError.AddressAlreadyInUse
                        ? $"Something else listens on {wanted} already."
                        : $"The web server cannot listen on {wanted}: {error.Message.TrimEnd('.')}.",
                    "Choose another address with --web, or under 'server: web' in weir.yaml; or start with --no-web."),
                error);
        }
    }
}
