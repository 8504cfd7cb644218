using System.Globalization;
using System.Net;
using System.Text;

using Weir.Failures;
using Weir.Http;

namespace Weir.Engine.Http;

/// <summary>Makes requests: again when nobody answers or the answer says to come again, and on to where answers lead.</summary>
/// <param name="web">Reaches the web.</param>
/// <param name="time">The clock.</param>
internal sealed class HttpCaller(Web web, TimeProvider time)
{
    private const int MostRedirects = 10;
    private const int ExcerptBytes = 4 << 10;

    /// <summary>A server that wants to be left alone for longer is not waited for: the whole step is tried again, or given up.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);

    /// <summary>Makes a request until it is answered as expected.</summary>
    /// <param name="request">The request.</param>
    /// <param name="definition">How it is made.</param>
    /// <param name="log">Takes a line for each try.</param>
    /// <param name="readAsync">Reads the answer; the request is made again when that ends in a <see cref="BodyCutException"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="HttpFailedException">It failed, as often as it was tried.</exception>
    public async Task<T> SendAsync<T>(
        OutgoingRequest request,
        HttpDefinition definition,
        List<string> log,
        Func<OutgoingRequest, HttpResponseMessage, CancellationToken, Task<T>> readAsync,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var start = time.GetTimestamp();
            var made = request;
            Failure failure;
            TimeSpan? asked = null;
            try
            {
                (var response, made) = await FollowAsync(request, definition.Timeout, cancellationToken);
                using (response)
                {
                    var status = (int)response.StatusCode;
                    log.Add(string.Create(
                        CultureInfo.InvariantCulture, $"{made.Method} {HttpFailures.Shown(made.Address)} {status} in {time.GetElapsedTime(start).TotalMilliseconds:0} ms"));
                    if (definition.Expect.Count == 0 ? response.IsSuccessStatusCode : definition.Expect.Contains(status))
                    {
                        return await readAsync(made, response, cancellationToken);
                    }

                    failure = HttpFailures.Status(made, status, await ExcerptAsync(response, definition.Timeout, cancellationToken));
                    asked = RetryAfter(response);
                    if (status is not (408 or 429 or >= 500) || asked > LongestRetryAfter)
                    {
                        throw new HttpFailedException(failure);
                    }
                }
            }
            catch (Exception error) when (error is HttpRequestException or BodyCutException or TimeoutException)
            {
                failure = HttpFailures.NoAnswer(made, WhyOf(error));
                log.Add(failure.Message);
            }

            if (attempt >= definition.Retry.MaxAttempts)
            {
                throw new HttpFailedException(failure);
            }

            await RestAsync(attempt, asked, definition, log, cancellationToken);
        }
    }

    private async Task RestAsync(int attempt, TimeSpan? asked, HttpDefinition definition, List<string> log, CancellationToken cancellationToken)
    {
        var wait = definition.Retry.WaitAfter(attempt, Random.Shared.NextDouble());
        wait = asked > wait ? asked.Value : wait;
        log.Add(string.Create(CultureInfo.InvariantCulture, $"trying again in {wait.TotalSeconds:0.###} s"));
        await web.RestAsync(wait, cancellationToken);
    }

    private async Task<(HttpResponseMessage Response, OutgoingRequest Made)> FollowAsync(OutgoingRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            var response = await SendOnceAsync(request, timeout, cancellationToken);
            if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                    or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                || response.Headers.Location is not { } location)
            {
                return (response, request);
            }

            using (response)
            {
                var next = new Uri(request.Address, location);
                if (WhyNotFollow(request.Address, next, redirects) is { } why)
                {
                    throw new HttpFailedException(HttpFailures.BadRedirect(request, why));
                }

                request = request.Redirected((int)response.StatusCode, next);
            }
        }
    }

    private static string? WhyNotFollow(Uri from, Uri to, int redirects) =>
        redirects >= MostRedirects ? $"it did so {MostRedirects} times already"
        : to.Scheme is not ("http" or "https") ? $"to an address of the kind '{to.Scheme}'"
        : from.Scheme == "https" && to.Scheme == "http" ? "from https to http"
        : null;

    private async Task<HttpResponseMessage> SendOnceAsync(OutgoingRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(timeout, web.Limits);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var message = request.ToMessage();
        try
        {
            return await web.Client.SendAsync(message, either.Token);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"it did not begin within {timeout.TotalSeconds:0.###} s", silent);
        }
    }

    /// <summary>The start of an answer that nobody expected, for its message.</summary>
    private async Task<string> ExcerptAsync(HttpResponseMessage response, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = new BodyStream(
                await response.Content.ReadAsStreamAsync(cancellationToken), timeout, long.MaxValue, () => new InvalidOperationException(), web.Limits);
            var start = new byte[ExcerptBytes];
            return Encoding.UTF8.GetString(start.AsSpan(0, await body.ReadAsync(start, cancellationToken)));
        }
        catch (BodyCutException)
        {
            return "";
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private static string WhyOf(Exception error)
    {
        var inner = error is HttpRequestException && error.InnerException is { } cause ? cause.Message : error.Message;
        return inner.TrimEnd('.');
    }
}
