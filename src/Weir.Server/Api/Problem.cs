using Weir.Failures;

namespace Weir.Server.Api;

/// <summary>A failed request's answer (RFC 9457), with what a caller needs to raise the same failure again.</summary>
/// <param name="Title">The failure's message.</param>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Code">The failure's code, such as <c>WEIR7010</c>.</param>
/// <param name="Hint">What to do next.</param>
/// <param name="Transient">Whether the same request may succeed later.</param>
internal sealed record Problem(string Title, int Status, string Code, string? Hint, bool Transient)
{
    public const string ContentType = "application/problem+json";

    public static Problem Of(WeirException error)
    {
        var status = error switch
        {
            { IsTransient: true } => 503,
            { Failure.Code: "WEIR7010" or "WEIR7011" or "WEIR3002" } => 404,
            _ => 400,
        };
        return new Problem(error.Failure.Message, status, error.Failure.Code, error.Failure.Hint, error.IsTransient);
    }

    public WeirException ToException()
    {
        var failure = new Failure(Code, Title, Hint);
        return Transient ? new UnavailableException(failure) : new RefusedException(failure);
    }
}
