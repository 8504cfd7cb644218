using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Weir.Tests.Notifications;

/// <summary>A mail server that keeps what it is sent.</summary>
internal sealed class SmtpInbox : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly List<string> _letters = [];
    private readonly List<string> _commands = [];
    private readonly Task _serving;

    public SmtpInbox()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What each recipient is answered. Welcome by default.</summary>
    public string Welcome { get; set; } = "250 ok";

    public IReadOnlyList<string> Letters
    {
        get
        {
            lock (_letters)
            {
                return [.. _letters];
            }
        }
    }

    public IReadOnlyList<string> Commands
    {
        get
        {
            lock (_letters)
            {
                return [.. _commands];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _serving;
        _ended.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_ended.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException)
        {
            // The test is over, or its client has hung up.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 inbox");
        while (await reader.ReadLineAsync(_ended.Token) is { } line)
        {
            lock (_letters)
            {
                _commands.Add(line);
            }

            if (line.StartsWith("DATA", StringComparison.Ordinal))
            {
                await writer.WriteLineAsync("354 go on");
                var letter = new StringBuilder();
                while (await reader.ReadLineAsync(_ended.Token) is { } text && text != ".")
                {
                    letter.Append(text).Append('\n');
                }

                lock (_letters)
                {
                    _letters.Add(letter.ToString());
                }
            }

            var answer = line.Split(' ')[0] switch
            {
                "EHLO" => "250-inbox\r\n250 AUTH LOGIN",
                "AUTH" => "334 VXNlcm5hbWU6",
                "RCPT" => Welcome,
                "QUIT" => "221 bye",
                _ when line.Contains("cGFzc3dvcmQ", StringComparison.Ordinal) => "235 ok",
                "dXNlcg==" => "334 UGFzc3dvcmQ6",
                _ => "250 ok",
            };
            await writer.WriteLineAsync(answer);
            if (line == "QUIT")
            {
                return;
            }
        }
    }
}
