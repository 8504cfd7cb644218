using System.Net.Sockets;
using System.Text;

using Weir.Failures;
using Weir.Server.Api;
using Weir.Server.Operations;

namespace Weir.Tests.Server.Api;

/// <summary>What a server that does not end well has answered.</summary>
public sealed class ApiClientTests
{
    [Theory]
    [InlineData("HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/problem+json\r\nContent-Length: 0\r\n\r\n", "WEIR7001")]
    [InlineData("HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}", "WEIR7001")]
    [InlineData("HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/problem+json\r\nContent-Length: 90\r\n\r\n{", "WEIR7001")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{", "WEIR7001")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nno", "WEIR7002")]
    public async Task An_answer_that_is_not_whole_is_a_lost_connection_and_a_strange_one_another_version(string answer, string code)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("weir-socket-").FullName, "s");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var serving = ServeAsync(listener, answer);
        using var client = await ApiClient.ConnectAsync(path, default);

        var lost = await Assert.ThrowsAnyAsync<WeirException>(() => client!.GetAsync("status", OperationsJson.Default.EnvironmentStatus, default));

        Assert.Equal(code, lost.Failure.Code);
        await serving;
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static async Task ServeAsync(Socket listener, string answer)
    {
        // The first connection only asks whether somebody listens.
        using var trial = await listener.AcceptAsync();
        using var connection = await listener.AcceptAsync();
        await connection.ReceiveAsync(new byte[4096]);
        await connection.SendAsync(Encoding.ASCII.GetBytes(answer));
    }
}
