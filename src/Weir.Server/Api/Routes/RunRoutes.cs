using System.Text.Json;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Events;
using Weir.Failures;
using Weir.Runs;
using Weir.Server.Access;
using Weir.Server.Api.Bodies;
using Weir.Server.Api.Calls;
using Weir.Server.Operations;

namespace Weir.Server.Api.Routes;

/// <summary>Runs: looked at, asked for, spoken to.</summary>
internal sealed class RunRoutes(IOperations operations, IRunReads reads)
{
    private const string Subject = "Runs";

    private static readonly Parameter<string> OfPipeline = Ask.Text("pipeline", "Only of this pipeline.");
    private static readonly Parameter<string> InState = Ask.Choice("state", "Only in this state.", [.. RunFilter.States]);
    private static readonly Parameter<DateTimeOffset> Since = Ask.Time("since", "Only runs that started then or later.");
    private static readonly Parameter<DateTimeOffset> Until = Ask.Time("until", "Only runs that started before.");
    private static readonly Parameter<string> Search = Ask.Text("text", "Only runs with this text, in any case, in their id, pipeline, failed step, error, or the key of their object.");
    private static readonly Parameter<string> Step = Ask.Text("step", "Only of this step.");
    private static readonly Parameter<int> AfterStep = Ask.Whole("after", "Only what follows the end of the step with this number.", 0, int.MaxValue);
    private static readonly Parameter<int> Tail = Ask.Whole("tail", "Of what was written before, only so many lines.", 0, int.MaxValue);
    private static readonly Parameter<bool> Follow = Ask.Flag("follow", "Whether to go on until the run ends.");
    private static readonly Parameter<string> Name = Ask.Text("name", "The pipeline.", isRequired: true);

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapCall(
            "GET",
            "/runs",
            Role.Viewer,
            new ApiCall("list_runs", Subject, "Lists runs, those that started last first.")
            {
                Remarks = "A page of a search may have fewer items than its limit and still a next one: so many runs were looked through.",
                Asks = [OfPipeline, InState, Since, Until, Search, Ask.After, Ask.Limit],
                Answer = OperationsJson.Default.PageListedRun,
            },
            ListAsync);
        api.MapCall(
            "GET",
            "/flow",
            Role.Viewer,
            new ApiCall("show_flow", "Project", "Shows the flow of the project: what leads where, and what waits, runs and failed.") { Answer = OperationsJson.Default.ListedFlow },
            async http => await Exchange.AnswerAsync(http, await reads.FlowAsync(http.RequestAborted), OperationsJson.Default.ListedFlow));
        api.MapCall(
            "GET", "/runs/{id}", Role.Viewer, new ApiCall("show_run", Subject, "Shows a run with its steps.") { Asks = [Ask.Run], Answer = OperationsJson.Default.ShownRun, Fails = [404] }, ShowAsync);
        api.MapCall(
            "GET",
            "/runs/{id}/events",
            Role.Viewer,
            new ApiCall("list_run_events", Subject, "Lists the event that started a run, and then those that the run emitted, in their order.")
            {
                Asks = [Ask.Run, Ask.After, Ask.Limit],
                Answer = OperationsJson.Default.PageListedEvent,
                Fails = [404],
            },
            ListEventsAsync);
        api.MapCall(
            "GET",
            "/runs/{id}/logs",
            Role.Viewer,
            new ApiCall("follow_run", Subject, "Shows what the steps of a run write: what they wrote, and what they write while it goes on.")
            {
                Remarks = "Answers a line of JSON for each thing that happens; or the same as server-sent events, to whoever accepts text/event-stream.",
                Asks = [Ask.Run, Step, AfterStep, Tail, Follow],
                Answer = OperationsJson.Default.FollowedLog,
                AnswerTypes = [ApiCall.JsonLines, ApiCall.ServerSentEvents],
                Fails = [404],
            },
            FollowAsync);
        api.MapCall(
            "POST",
            "/pipelines/{name}/runs",
            Role.Operator,
            new ApiCall("start_run", Subject, "Asks for a run of a pipeline, durably.")
            {
                Asks = [Name],
                Body = ApiJson.Default.StartBody,
                IsBodyOptional = true,
                Answer = OperationsJson.Default.RequestedRun,
                AnswerStatus = StatusCodes.Status202Accepted,
                Fails = [404, 409, 422],
            },
            StartAsync);
        foreach (var (word, summary) in RunWord.All)
        {
            api.MapCall(
                "POST",
                $"/runs/{{id}}/{word}",
                Role.Operator,
                new ApiCall($"{word}_run", Subject, summary)
                {
                    Asks = [Ask.Run],
                    Body = ApiJson.Default.WordBody,
                    IsBodyOptional = true,
                    Answer = OperationsJson.Default.ListedRun,
                    Fails = [404, 409],
                },
                http => SayAsync(http, word));
        }

        api.MapCall(
            "POST",
            "/runs/{id}/rerun",
            Role.Operator,
            new ApiCall("rerun", Subject, "Has a run done again: from the start as a new run, or on from the step that failed.")
            {
                Asks = [Ask.Run],
                Body = ApiJson.Default.RerunBody,
                IsBodyOptional = true,
                Answer = OperationsJson.Default.RepeatedRun,
                Fails = [404, 409],
            },
            RerunAsync);
        api.MapCall(
            "GET", "/approvals", Role.Viewer, new ApiCall("list_approvals", Subject, "Lists the steps that wait for a person, the oldest first.") { Answer = OperationsJson.Default.PageListedApproval }, ListApprovalsAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var filter = new RunFilter
        {
            Pipeline = OfPipeline.TryGet(http, out var pipeline) ? pipeline : null,
            State = InState.TryGet(http, out var state) ? state : null,
            Since = Since.TryGet(http, out var since) ? since : null,
            Until = Until.TryGet(http, out var until) ? until : null,
            Text = Search.TryGet(http, out var text) ? text : null,
        };
        await Exchange.AnswerAsync(
            http,
            await reads.ListAsync(filter, Exchange.AfterOf(http), Exchange.LimitOf(http), http.RequestAborted),
            OperationsJson.Default.PageListedRun);
    }

    /// <exception cref="RefusedException">WEIR7015: it is no run's id, and so there is no such run.</exception>
    private static RunId RunOf(HttpContext http) => RunId.TryParse(Ask.Run.Get(http), out var id)
        ? id
        : throw new RefusedException(new Failure("WEIR7015", $"'{Ask.Run.Get(http)}' is no run's id.", "See the last ones with 'weir runs'."));

    private async Task ShowAsync(HttpContext http) =>
        await Exchange.AnswerAsync(http, await operations.ShowRunAsync(RunOf(http), http.RequestAborted), OperationsJson.Default.ShownRun);

    private async Task ListEventsAsync(HttpContext http)
    {
        var events = await operations.ListRunEventsAsync(RunOf(http), Exchange.LimitOf(http) + 1, Exchange.NumberAfter(http), http.RequestAborted);
        await Exchange.PageAsync(http, events, last => Cursors.Of(last.Position), OperationsJson.Default.PageListedEvent);
    }

    private async Task FollowAsync(HttpContext http)
    {
        var order = new FollowOrder(RunOf(http))
        {
            Step = Step.TryGet(http, out var step) ? step : null,
            After = AfterStep.Get(http, LogStream.SeenBefore(http)),
            Tail = Tail.TryGet(http, out var tail) ? tail : null,
            Waits = Follow.Get(http, otherwise: false),
        };
        await LogStream.WriteAsync(order, operations, http);
    }

    private async Task StartAsync(HttpContext http)
    {
        var body = await Exchange.BodyAsync(http, ApiJson.Default.StartBody);
        var inputs = (body.Inputs ?? new Dictionary<string, JsonElement>()).ToDictionary(input => input.Key, TextOf, StringComparer.Ordinal);
        var run = await operations.RequestRunAsync(new RunOrder(Name.Get(http), inputs, EventOf(body)), http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.Headers.Location = $"{ApiRoutes.Root}/runs/{run.Id}";
        await Exchange.AnswerAsync(http, run, OperationsJson.Default.RequestedRun);
    }

    private async Task SayAsync(HttpContext http, string word)
    {
        var body = await Exchange.BodyAsync(http, ApiJson.Default.WordBody);
        var said = new RunWord(Ask.Run.Get(http), word, body.Step, body.Comment, http.Features.Get<Caller>()?.Name);
        await Exchange.AnswerAsync(http, await operations.SayAsync(said, http.RequestAborted), OperationsJson.Default.ListedRun);
    }

    private async Task RerunAsync(HttpContext http)
    {
        var body = await Exchange.BodyAsync(http, ApiJson.Default.RerunBody);
        var order = new RerunOrder(Ask.Run.Get(http), body.FromFailed, body.Original);
        await Exchange.AnswerAsync(http, await operations.RerunAsync(order, http.RequestAborted), OperationsJson.Default.RepeatedRun);
    }

    private async Task ListApprovalsAsync(HttpContext http) =>
        await Exchange.AllAsync(http, await operations.ListApprovalsAsync(http.RequestAborted), OperationsJson.Default.PageListedApproval);

    private static EventId? EventOf(StartBody body) =>
        body.Event is null ? null
        : EventId.TryParse(body.Event, out var id) ? id
        : throw Wrong.Body("The member event is not the id of an event.", "Make a UUID of version 7 for it, or leave it out.");

    /// <summary>Inputs are texts; what a program sends as a number or a list is written as JSON writes it.</summary>
    /// <exception cref="RefusedException">WEIR7019: it is nothing that an input may be.</exception>
    private static string TextOf(KeyValuePair<string, JsonElement> input) => input.Value.ValueKind switch
    {
        JsonValueKind.String => input.Value.GetString()!,
        JsonValueKind.Null => throw new RefusedException(new Failure("WEIR7019", $"The input '{input.Key}' is null, which is no value.", "Leave it out, and its default holds.")),
        JsonValueKind.Object => throw new RefusedException(new Failure(
            "WEIR7019", $"The input '{input.Key}' is an object, which no input takes.", "Give a text, a number, true or false, or a list for a text; an object's JSON as a text.")),
        _ => input.Value.GetRawText(),
    };
}
