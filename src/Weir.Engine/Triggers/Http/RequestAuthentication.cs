using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Weir.Failures;
using Weir.Http;

namespace Weir.Engine.Triggers.Http;

/// <summary>Says whether a sender is who it should be.</summary>
internal sealed class RequestAuthentication(RequestSecrets secrets, TimeProvider time)
{
    /// <summary>How far the time of a signature may be off: what is older was sent before, by somebody else perhaps.</summary>
    public static TimeSpan Freshness { get; } = TimeSpan.FromMinutes(5);

    /// <summary>What a request must hold before its body is read; none when it may go on.</summary>
    public HttpAnswer? Refuse(RequestAuth? auth, InboundRequest request)
    {
        if (auth is not RequestAuth.WithSecret { Secret: var name })
        {
            return null;
        }

        if (secrets.Find(name) is not { Length: > 0 } secret)
        {
            return HttpAnswer.Later(new Failure("WEIR7114", "The receiver is not set up: it lacks a secret.", null));
        }

        return auth switch
        {
            RequestAuth.Bearer => AreSame(request.Header("authorization"), $"Bearer {secret}") ? null : Refused("WWW-Authenticate", "Bearer"),

            // Nobody needs to send a body for what is refused however it is.
            RequestAuth.GitHub => request.Header("x-hub-signature-256").Length == 0 ? Refused() : null,
            RequestAuth.Slack => request.Header("x-slack-signature").Length == 0 || !IsFresh(request.Header("x-slack-request-timestamp")) ? Refused() : null,
            _ => null,
        };
    }

    /// <summary>Whether a body was signed by who knows the secret; none when it was, or need not be.</summary>
    public HttpAnswer? Refuse(RequestAuth? auth, InboundRequest request, ReadOnlySpan<byte> body)
    {
        switch (auth)
        {
            case RequestAuth.GitHub github:
                return AreSame(request.Header("x-hub-signature-256"), "sha256=" + Signed(github.Secret, body)) ? null : Refused();
            case RequestAuth.Slack slack:
                var sent = request.Header("x-slack-request-timestamp");
                var signed = (byte[])[.. Encoding.UTF8.GetBytes($"v0:{sent}:"), .. body];
                return AreSame(request.Header("x-slack-signature"), "v0=" + Signed(slack.Secret, signed)) && IsFresh(sent) ? null : Refused();
            default:
                return null;
        }
    }

    private bool IsFresh(string sent) =>
        long.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) <= Freshness.TotalSeconds;

    private string Signed(string name, ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secrets.Find(name) ?? ""), bytes));

    /// <summary>Takes as long whatever is different.</summary>
    private static bool AreSame(string one, string other) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));

    private static HttpAnswer Refused(params string[] header)
    {
        var failure = new Failure(
            "WEIR7103", "The request does not show that its sender knows the secret.", "Send the token, or sign the body, as the trigger's 'auth' says.");
        return HttpAnswer.Problem(401, failure) with { Headers = header is [var name, var value] ? [new(name, value)] : [] };
    }
}
