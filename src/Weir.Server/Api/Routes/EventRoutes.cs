using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Server.Access;
using Weir.Server.Api.Calls;
using Weir.Server.Operations;

namespace Weir.Server.Api.Routes;

/// <summary>Events, messages, and what was given up.</summary>
internal sealed class EventRoutes(IOperations operations)
{
    private const string Subject = "Events";

    private static readonly Parameter<long> Id = Ask.Number("id", "The dead letter.", isRequired: true);

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapCall(
            "GET",
            "/events",
            Role.Viewer,
            new ApiCall("list_events", Subject, "Lists what happened, the newest first.") { Asks = [Ask.After, Ask.Limit], Answer = OperationsJson.Default.PageListedEvent },
            ListAsync);
        api.MapCall(
            "POST",
            "/messages",
            Role.Operator,
            new ApiCall("publish_message", Subject, "Publishes a message to a topic, durably.") { Body = ApiJson.Default.MessageOrder, Answer = OperationsJson.Default.PublishedMessage, Fails = [413, 422] },
            PublishAsync);
        api.MapCall(
            "GET",
            "/dead-letters",
            Role.Viewer,
            new ApiCall("list_dead_letters", Subject, "Lists the deliveries that were given up, the newest first.") { Asks = [Ask.After, Ask.Limit], Answer = OperationsJson.Default.PageListedDeadLetter },
            ListDeadLettersAsync);
        api.MapCall(
            "POST",
            "/dead-letters/{id}/redrive",
            Role.Operator,
            new ApiCall("redrive_dead_letter", Subject, "Has a dead letter delivered again.") { Asks = [Id], Answer = ApiJson.Default.Counted, Fails = [404] },
            RedriveOneAsync);
        api.MapCall(
            "POST",
            "/dead-letters/redrive",
            Role.Operator,
            new ApiCall("redrive_dead_letters", Subject, "Has dead letters delivered again: those that are named, or all that there are.") { Body = ApiJson.Default.Redrive, IsBodyOptional = true, Answer = ApiJson.Default.Counted },
            RedriveAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var events = await operations.ListEventsAsync(Exchange.LimitOf(http) + 1, Exchange.NumberAfter(http), http.RequestAborted);
        await Exchange.PageAsync(http, events, last => Cursors.Of(last.Position), OperationsJson.Default.PageListedEvent);
    }

    private async Task PublishAsync(HttpContext http)
    {
        var order = await Exchange.BodyAsync(http, ApiJson.Default.MessageOrder);
        await Exchange.AnswerAsync(http, await operations.PublishAsync(order, http.RequestAborted), OperationsJson.Default.PublishedMessage);
    }

    private async Task ListDeadLettersAsync(HttpContext http) => await Exchange.AnswerAsync(
        http,
        await operations.ListDeadLettersAsync(Exchange.LimitOf(http), Exchange.NumberAfter(http), http.RequestAborted),
        OperationsJson.Default.PageListedDeadLetter);

    private async Task RedriveOneAsync(HttpContext http)
    {
        var count = await operations.RedriveAsync([Id.Get(http)], http.RequestAborted);
        await Exchange.AnswerAsync(
            http, count > 0 ? new Counted(count) : throw new Failures.RefusedException(Missing.DeadLetter(Id.Get(http))), ApiJson.Default.Counted);
    }

    private async Task RedriveAsync(HttpContext http)
    {
        var redrive = await Exchange.BodyAsync(http, ApiJson.Default.Redrive);
        await Exchange.AnswerAsync(http, new Counted(await operations.RedriveAsync(redrive.Ids, http.RequestAborted)), ApiJson.Default.Counted);
    }
}
