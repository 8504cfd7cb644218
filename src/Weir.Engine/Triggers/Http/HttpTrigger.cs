using System.Diagnostics;
using System.Text;

using Weir.Buckets;
using Weir.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Runs;
using Weir.Engine.Steps;
using Weir.Engine.Telemetry;
using Weir.Events;
using Weir.Failures;
using Weir.Http;
using Weir.Projects;
using Weir.Runs;

namespace Weir.Engine.Triggers.Http;

/// <summary>Makes events of requests, once each, and answers when they are recorded.</summary>
/// <remarks>
/// A body that becomes an object lands as any other: its event, and that of the request, are recorded in one transaction. A sender
/// that did not hear the answer sends the request again with the same <c>Idempotency-Key</c>, and gets the answer to the first one.
/// </remarks>
internal sealed class HttpTrigger(
    ProjectDefinition project, Landing landing, IEventLog log, IRunLog runs, RequestSecrets secrets, TimeProvider time, TimeProvider? limits = null)
{
    private const int LongestKey = 255;

    /// <summary>How long a request may be sent again.</summary>
    private static readonly TimeSpan IdempotentFor = TimeSpan.FromDays(1);

    private readonly RequestAuthentication _authentication = new(secrets, time);
    private readonly Deduplication _deduplication = new(project);
    private readonly RunResults _results = new(runs, limits ?? time);
    private readonly KeyGates _gates = new();

    /// <summary>What is listened for.</summary>
    public HttpEndpoints Endpoints { get; } = new(project);

    /// <summary>Makes sure that every secret that senders must know is set.</summary>
    /// <exception cref="RefusedException">WEIR7114: one is not.</exception>
    public void CheckSecrets()
    {
        foreach (var endpoint in Endpoints.All)
        {
            if (endpoint.Trigger.Auth is RequestAuth.WithSecret { Secret: var name } && secrets.Find(name) is not { Length: > 0 })
            {
                throw new RefusedException(new Failure(
                    "WEIR7114",
                    $"The secret '{name}' is not set, which senders of {endpoint} must know.",
                    secrets.Missing(name).Hint));
            }
        }
    }

    /// <summary>What a request must hold before its body is read; none when it may go on.</summary>
    public HttpAnswer? Refuse(HttpMatch match, InboundRequest request)
    {
        if (_authentication.Refuse(match.Endpoint.Trigger.Auth, request) is { } refused)
        {
            return refused;
        }

        if (request.Header("content-encoding") is not ("" or "identity"))
        {
            return HttpAnswer.Problem(415, new Failure("WEIR7115", "The body is compressed, which is not taken.", "Send it without Content-Encoding."));
        }

        return request.Headers.TryGetValue("idempotency-key", out var key) && key.Length is 0 or > LongestKey
            ? HttpAnswer.Problem(400, new Failure("WEIR7109", $"The Idempotency-Key is empty, or longer than {LongestKey} characters.", "Send a UUID."))
            : null;
    }

    /// <summary>Records a request, and answers it.</summary>
    /// <param name="match">What it is for.</param>
    /// <param name="request">The request, which <see cref="Refuse"/> let through.</param>
    /// <param name="body">Its body.</param>
    /// <param name="cancellationToken">The sender waits no more. What was begun is recorded all the same.</param>
    public async Task<HttpAnswer> AnswerAsync(HttpMatch match, InboundRequest request, byte[] body, CancellationToken cancellationToken)
    {
        var trigger = match.Endpoint.Trigger;
        if (_authentication.Refuse(trigger.Auth, request, body) is { } foreign)
        {
            return foreign;
        }

        if (RequestContent.Read(trigger, request, body, out var unfit) is not { } content)
        {
            return unfit!;
        }

        try
        {
            return await RecordAsync(match, request, content, cancellationToken);
        }
        catch (UnavailableException unavailable)
        {
            return HttpAnswer.Later(unavailable.Failure);
        }
        catch (RefusedException refused)
        {
            return HttpAnswer.Problem(422, refused.Failure);
        }
    }

    private async Task<HttpAnswer> RecordAsync(
        HttpMatch match, InboundRequest request, RequestContent content, CancellationToken cancellationToken)
    {
        var trigger = match.Endpoint.Trigger;
        var (id, now) = (EventId.New(time), time.GetUtcNow());
        var within = request.Headers.GetValueOrDefault("traceparent");
        using var span = Traces.BeginRequest(request.Method, trigger.Path.Text, within, id);
        var answer = await RecordAsync(match, request, content, id, now, span?.Id ?? TraceOf(within), cancellationToken);
        span?.SetTag("http.response.status_code", answer.Status);
        return answer;
    }

    /// <summary>What a request says that it belongs to, where that can be read.</summary>
    private static string? TraceOf(string? traceparent) => ActivityContext.TryParse(traceparent, null, out _) ? traceparent : null;

    private async Task<HttpAnswer> RecordAsync(
        HttpMatch match, InboundRequest request, RequestContent content, EventId id, DateTimeOffset now, string? trace, CancellationToken cancellationToken)
    {
        var (trigger, subscriber) = (match.Endpoint.Trigger, new Subscriber(SubscriberKind.Pipeline, match.Endpoint.Pipeline.Name));
        var scope = EventScope.Of(HttpEvents.Of(id, match, request, content, isWhole: true, now));
        ObjectName? target = trigger.SaveTo is { } template ? RenderedName.Object(template, scope) : null;
        if (target is { } name)
        {
            EventScope.AddName(scope, name);
        }

        var (key, note) = trigger.DedupeKey is null ? (null, null) : _deduplication.KeyOf(trigger, subscriber, scope);
        var again = AgainKeyOf(match, request, content, subscriber);
        var signed = RequestReplays.KeysOf(match, request, content, subscriber);
        DedupeKey[] keys = [.. new[] { again, key }.OfType<DedupeKey>(), .. RequestReplays.IsRemembered(match, request) ? signed : []];
        using (await _gates.EnterAsync([.. keys, .. signed], cancellationToken))
        {
            if (await RequestReplays.FindAsync(log, signed, cancellationToken) is var (before, refused) && (before is not null || refused is not null))
            {
                // Whoever sends it need not be who signed it, and learns no result.
                return refused ?? Accepted(match, before!.Value) with { Headers = [new("Idempotency-Replayed", "true")] };
            }

            if (again is not null && await log.FindAsync(again, cancellationToken) is { } known)
            {
                return known.Content == again.Content
                    ? await AnswerAsync(match, known.First, cancellationToken) with { Headers = [new("Idempotency-Replayed", "true")] }
                    : HttpAnswer.Problem(422, new Failure("WEIR7109", "The Idempotency-Key was used before, for another path or body.", "Send a new key with a new request."));
            }

            var first = key is null ? null : (await log.FindAsync(key, cancellationToken))?.First;
            var routed = new RoutedEvent(HttpEvents.Of(id, match, request, content, isWhole: false, now) with { Trace = trace }, [subscriber]) { Keys = keys, Notes = note is null ? [] : [note] };
            if (target is { } lands && first is null)
            {
                await landing.LandAsync(
                    new Arrival(lands, () => new MemoryStream(content.Bytes, writable: false)), stored => routed with { Event = routed.Event with { Object = stored } }, CancellationToken.None);
            }
            else
            {
                await log.AppendAsync([routed], CancellationToken.None);
            }

            id = first ?? id;
        }

        return await AnswerAsync(match, id, cancellationToken);
    }

    /// <summary>The key of a request that may be sent again; none when its sender did not say so.</summary>
    private DedupeKey? AgainKeyOf(HttpMatch match, InboundRequest request, RequestContent content, Subscriber subscriber)
    {
        if (!request.Headers.TryGetValue("idempotency-key", out var text))
        {
            return null;
        }

        var lasts = IdempotentFor < project.Retention ? IdempotentFor : project.Retention;
        var key = DedupeKey.Of(subscriber, $"Idempotency-Key\n{request.Method} {match.Endpoint.Trigger.Path}\n{text}", lasts);
        return key with { Content = DedupeKey.HashOf([.. Encoding.UTF8.GetBytes($"{request.Path}\n"), .. content.Bytes]) };
    }

    private async Task<HttpAnswer> AnswerAsync(HttpMatch match, EventId id, CancellationToken cancellationToken)
    {
        var run = RunId.Of(id, match.Endpoint.Pipeline.Name);
        var result = match.Endpoint.Trigger.Wait is { } patience ? await _results.WaitAsync(id, run, patience, cancellationToken) : null;
        return result ?? Accepted(match, id);
    }

    private static HttpAnswer Accepted(HttpMatch match, EventId id) => HttpAnswer.Json(202, json =>
    {
        json.WriteString("id", id.ToString());
        json.WriteString("run", RunId.Of(id, match.Endpoint.Pipeline.Name).ToString());
    });
}
