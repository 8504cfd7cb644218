using System.Net;
using System.Net.Sockets;

using Weir.Failures;
using Weir.Server.S3.Keys;

namespace Weir.Server.S3;

/// <summary>The endpoint's address and keys, taken before anything is served: who connects meanwhile waits until it is.</summary>
internal sealed class S3Place : IDisposable
{
    private S3Place(Socket socket, IReadOnlyList<AccessKey> pairs, CredentialsFile? credentials) =>
        (Socket, Port, Pairs, Credentials) = (socket, ((IPEndPoint)socket.LocalEndPoint!).Port, pairs, credentials);

    /// <summary>What listens.</summary>
    public Socket Socket { get; }

    public int Port { get; }

    /// <summary>What clients call <c>AWS_ENDPOINT_URL</c>. An address, so that they put the bucket into the path.</summary>
    public string Endpoint => $"http://127.0.0.1:{Port}";

    /// <summary>Everybody who may sign when it was opened. The first one reaches everything.</summary>
    public IReadOnlyList<AccessKey> Pairs { get; }

    /// <summary>Where clients find address and keys; none when it is for the project's own code only.</summary>
    public CredentialsFile? Credentials { get; }

    /// <summary>A place for every client: its address and keys stay the same from start to start.</summary>
    /// <param name="environmentFolder">Where the keys are.</param>
    /// <param name="port">The port; null for the usual one or, where that is taken, another; zero for any that is free.</param>
    /// <exception cref="RefusedException">WEIR7301: the port cannot be opened. WEIR7302: the keys cannot be read or written.</exception>
    public static S3Place Take(string environmentFolder, int? port)
    {
        var credentials = CredentialsFile.Open(environmentFolder);
        var pairs = credentials.Pairs;
        var place = new S3Place(S3Port.Listen(port, credentials.Port), pairs, credentials);
        try
        {
            credentials.Save(place.Endpoint);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>A place for code that is told of it when it starts: on any port, with a pair that nobody else learns and nothing keeps.</summary>
    public static S3Place TakeForCode() => new(S3Port.Listen(wanted: 0, before: null), [NewPair.Make()], credentials: null);

    public void Dispose() => Socket.Dispose();
}
