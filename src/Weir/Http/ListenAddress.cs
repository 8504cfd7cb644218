using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Weir.Http;

/// <summary>Where requests are heard.</summary>
/// <param name="Address">On which address of this machine.</param>
/// <param name="Port">On which port; 0 for one that is free.</param>
public sealed record ListenAddress(IPAddress Address, int Port)
{
    /// <summary>How it is written.</summary>
    public const string Hint = "Write an address and a port, such as 127.0.0.1:7474, 0.0.0.0:8080 or [::1]:7474; port 0 is any that is free.";

    /// <summary>Port 7474, reached by this machine alone.</summary>
    public static ListenAddress Default { get; } = new(IPAddress.Loopback, 7474);

    /// <summary>Whether only this machine reaches it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Reads <c>address:port</c>; <c>localhost</c> is 127.0.0.1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address, when it is one.</param>
    public static bool TryParse(string text, [MaybeNullWhen(false)] out ListenAddress address)
    {
        ArgumentNullException.ThrowIfNull(text);
        address = null;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65_535)
        {
            return false;
        }

        var host = text[..colon] == "localhost" ? "127.0.0.1" : text[..colon];
        var isBracketed = host is ['[', .., ']'];
        if (IPAddress.TryParse(isBracketed ? host[1..^1] : host, out var parsed) && isBracketed == (parsed.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6))
        {
            address = new ListenAddress(parsed, port);
        }

        return address is not null;
    }

    /// <summary><c>address:port</c>.</summary>
    public override string ToString() => new IPEndPoint(Address, Port).ToString();
}
