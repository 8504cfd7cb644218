using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Weir.Failures;
using Weir.Server.Api.Calls;
using Weir.Server.Web;

namespace Weir.Server.Api;

/// <summary>Turns what a request throws into a problem that its caller can act on.</summary>
internal sealed partial class FailureFilter(RequestDelegate next, ILogger<FailureFilter> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (http.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false })
            {
                await AnswerAsync(http, Problem.Of(MethodOf(http)));
            }
        }
        catch (WeirException error)
        {
            await AnswerAsync(http, Problem.Of(error));
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await AnswerAsync(http, Problem.Of(new RefusedException(new Failure(
                "WEIR7408", "The body of the request is larger than this call takes.", "Send less at a time; a file goes by PUT /api/v1/object, in any size."))));
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
            await AnswerAsync(http, Problem.Of(
                StatusCodes.Status500InternalServerError,
                new Failure(
                    "WEIR7003",
                    $"The running weir failed for a reason it does not know: {error.Message} ({error.GetType().Name})",
                    "Details are in weir.log in the environment's folder, such as .weir/local/weir.log.")));
        }
    }

    private static RefusedException MethodOf(HttpContext http) => new(new Failure(
        NotThere.Method, $"{http.Request.Path} takes no {http.Request.Method}.", $"It takes {http.Response.Headers.Allow}."));

    private static async Task AnswerAsync(HttpContext http, Problem problem)
    {
        if (http.Response.HasStarted)
        {
            // Half an answer is out: cutting the connection is the only way left to say that it is not whole.
            http.Abort();
            return;
        }

        var allowed = http.Response.Headers.Allow;
        http.Response.Clear();
        http.Response.StatusCode = problem.Status;
        http.Response.Headers.Allow = allowed;
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        if (http.RequestServices.GetService<IFailurePage>() is { } pages && await pages.AnswerAsync(http, problem))
        {
            return;
        }

        await http.Response.WriteAsJsonAsync(problem, Readable.Of(ApiJson.Default.Problem), Problem.ContentType, http.RequestAborted);
    }

    [LoggerMessage(7101, LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFailed(string method, string path, Exception error);
}
