using Weir.Templates;

namespace Weir.Notifications;

/// <summary>A server that sends letters.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port.</param>
public sealed record SmtpServer(string Host, int Port)
{
    /// <summary>Whether letters go over TLS, which is begun with STARTTLS. Yes by default.</summary>
    public bool UsesTls { get; init; } = true;

    /// <summary>Who sends. None, and nobody is asked to prove it, by default.</summary>
    public Template? User { get; init; }

    /// <summary>The password. None by default.</summary>
    public Template? Password { get; init; }
}
