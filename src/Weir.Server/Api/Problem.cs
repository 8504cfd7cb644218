using System.Text.Json.Serialization;

using Microsoft.AspNetCore.WebUtilities;

using Weir.Failures;

namespace Weir.Server.Api;

/// <summary>A failed call's answer (RFC 9457), with what a caller needs to raise the same failure again.</summary>
/// <param name="Title">What the status means.</param>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Detail">The failure's message.</param>
/// <param name="Code">The failure's code, such as <c>WEIR7010</c>.</param>
/// <param name="Hint">What to do next.</param>
/// <param name="Transient">Whether the same call may succeed later.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record Problem(string Title, int Status, string Detail, string Code, string? Hint = null, bool Transient = false)
{
    public const string ContentType = "application/problem+json";

    public static Problem Of(WeirException error)
    {
        var status = error.IsTransient ? 503 : ProblemStatus.Of(error.Failure.Code);
        return Of(status, error.Failure, error.IsTransient);
    }

    public static Problem Of(int status, Failure failure, bool isTransient = false) =>
        new(ReasonPhrases.GetReasonPhrase(status), status, failure.Message, failure.Code, failure.Hint, isTransient);

    public WeirException ToException()
    {
        var failure = new Failure(Code, Detail, Hint);
        return Transient ? new UnavailableException(failure) : new RefusedException(failure);
    }
}
