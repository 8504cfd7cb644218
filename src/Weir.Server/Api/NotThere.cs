using Microsoft.AspNetCore.Http;

using Weir.Failures;

namespace Weir.Server.Api;

/// <summary>Answers what no route takes.</summary>
internal static class NotThere
{
    /// <summary>The code of a path that is none.</summary>
    public const string Path = "WEIR7403";

    /// <summary>The code of a method that a path does not take.</summary>
    public const string Method = "WEIR7404";

    /// <summary>Stands after all routes.</summary>
    /// <exception cref="RefusedException">WEIR7403: always.</exception>
    public static Task AnswerAsync(HttpContext http) => throw new RefusedException(new Failure(
        Path, $"There is nothing at {http.Request.Path}.", "The API is under /api/v1."));
}
