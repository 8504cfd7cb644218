using System.Globalization;

using Weir.Buckets;
using Weir.Engine.Http;
using Weir.Http;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Makes a request, page by page where there are several. Answers that are saved land together, at the end.</summary>
internal sealed class HttpStep(StepPorts ports, TimeProvider time)
{
    /// <summary>The most bytes of a page that is looked into for the next one.</summary>
    private const int LongestPage = 16 << 20;

    private readonly HttpCaller _caller = new(ports.Web, time);

    public async Task<StepAnswer> ExecuteAsync(StepDefinition.Http step, StepContext context, CancellationToken cancellationToken)
    {
        var log = new List<string>();
        try
        {
            var output = await RunAsync(step, context, log, cancellationToken);
            return new StepAnswer(output, StepLog.Of(log));
        }
        catch (HttpFailedException failed)
        {
            throw new StepFailedException(failed.Failure, StepLog.Of(log));
        }
    }

    private async Task<string> RunAsync(StepDefinition.Http step, StepContext context, List<string> log, CancellationToken cancellationToken)
    {
        var definition = step.Request;
        var source = definition.Body is HttpBody.Object(var from) ? await ports.SourceAsync(RenderedName.Object(from, context), context, cancellationToken) : null;
        await using var output = ports.Land(context, source?.Name ?? default);
        var request = HttpRequests.Of(definition, context, context.RunId.IdempotencyKeyOf(step.Name), source is null ? null : () => ports.Store.OpenRead(source));
        var pager = definition.Paging is { } paging ? new HttpPager(paging, request.Address) : null;
        request = pager is null ? request : request.To(pager.First);
        var answer = new HttpAnswer();
        for (var number = 1; ; number++)
        {
            var target = definition.SaveTo is { } saveTo ? RenderedName.Object(saveTo, WithPage(context, number)) : default(ObjectName?);
            var page = await _caller.SendAsync(
                request,
                definition,
                log,
                (made, response, stop) => ReadAsync(made, response, definition, pager?.ReadsPages ?? false, target, output, stop),
                cancellationToken);
            if (target is not null)
            {
                answer.Landed(page.Length);
            }
            else if (pager is not null)
            {
                answer.Keep(page, pager.ItemsOf(page));
            }

            if (pager?.After(page, number) is { } next)
            {
                request = request.To(next);
                continue;
            }

            await output.PostAsync(cancellationToken);
            return OutputOf(answer, page, pager is null ? 0 : number);
        }
    }

    private async Task<HttpPage> ReadAsync(
        OutgoingRequest made,
        HttpResponseMessage response,
        HttpDefinition definition,
        bool readsPages,
        ObjectName? target,
        StepOutput output,
        CancellationToken cancellationToken)
    {
        var (page, lands) = (HttpPage.Of(made.Address, response), target is not null);
        var (most, hint) = lands && !readsPages ? (definition.MaxSize, "Give the step a larger 'max_size'.")
            : lands || definition.Paging is not null ? (LongestPage, "Ask for smaller pages.")
            : (HttpAnswer.MostKept, "Have it land with 'save_to: bucket/key', which takes any size.");
        await using var body = new BodyStream(
            await response.Content.ReadAsStreamAsync(cancellationToken),
            definition.Timeout,
            most,
            () => new HttpFailedException(HttpFailures.TooLong(made.Address, most, hint)),
            ports.Web.Limits);
        if (lands && !readsPages)
        {
            await output.StageAsync(target!.Value, body, cancellationToken);
            return page with { Length = body.Count };
        }

        using var memory = new MemoryStream();
        await body.CopyToAsync(memory, cancellationToken);
        if (lands)
        {
            memory.Position = 0;
            await output.StageAsync(target!.Value, memory, cancellationToken);
        }

        return page with { Body = memory.ToArray(), Length = body.Count };
    }

    private static string OutputOf(HttpAnswer answer, HttpPage last, int pages) =>
        answer.ToJson(last, pages, asText: false) is var output && ScopeValue.CanBe(output) ? output : answer.ToJson(last, pages, asText: true);

    private static StepContext WithPage(StepContext context, int number) => context with
    {
        Scope = new Dictionary<string, object?>(context.Scope, StringComparer.Ordinal) { ["page"] = number.ToString(CultureInfo.InvariantCulture) },
    };
}
