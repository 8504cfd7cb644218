using Weir.Failures;

namespace Weir.Server.Api.Calls;

/// <summary>The failures of calls that are not made as they are described.</summary>
internal static class Wrong
{
    /// <summary>A parameter is not there, is another one, or says what it may not.</summary>
    public const string ParameterCode = "WEIR7409";

    /// <summary>The body cannot be read.</summary>
    public const string BodyCode = "WEIR7410";

    /// <summary>The body is of another kind.</summary>
    public const string MediaTypeCode = "WEIR7411";

    public static RefusedException Parameter(string message, string hint) => new(new Failure(ParameterCode, message, hint));

    public static RefusedException Body(string message, string hint) => new(new Failure(BodyCode, message, hint));

    public static RefusedException MediaType(string? sent, string wanted) => new(new Failure(
        MediaTypeCode, $"The body is said to be {sent ?? "nothing at all"}.", $"Send {wanted}, and say so: Content-Type: {wanted}."));

    /// <summary>Whether a failure is of the kind that a program never meets which was made for this server.</summary>
    public static bool IsOfStranger(string code) => code is NotThere.Path or NotThere.Method or ParameterCode or BodyCode or MediaTypeCode;
}
