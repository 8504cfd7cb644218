using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

using Weir.Failures;

namespace Weir.Server.Api;

/// <summary>Turns what a request throws into a problem that its caller can act on.</summary>
internal sealed partial class FailureFilter(RequestDelegate next, ILogger<FailureFilter> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (WeirException error)
        {
            await AnswerAsync(http, Problem.Of(error));
        }
        catch (BadHttpRequestException)
        {
            // The request broke off or is no HTTP: nobody is there to read an answer.
            http.Abort();
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller went away, and the work was cancelled for it.
        }
        catch (Exception error)
        {
            LogFailed(http.Request.Method, http.Request.Path.Value ?? "", error);
            await AnswerAsync(http, new Problem(
                $"The running weir failed for a reason it does not know: {error.Message} ({error.GetType().Name})",
                StatusCodes.Status500InternalServerError,
                "WEIR7003",
                "Details are in weir.log in the environment's folder, such as .weir/local/weir.log.",
                Transient: false));
        }
    }

    private static async Task AnswerAsync(HttpContext http, Problem problem)
    {
        if (http.Response.HasStarted)
        {
            // Half an answer is out: cutting the connection is the only way left to say that it is not whole.
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = problem.Status;
        await http.Response.WriteAsJsonAsync(problem, ApiJson.Default.Problem, Problem.ContentType, http.RequestAborted);
    }

    [LoggerMessage(7101, LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFailed(string method, string path, Exception error);
}
