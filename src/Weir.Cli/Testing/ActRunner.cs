using System.Text;
using System.Text.Json;

using Weir.Buckets;
using Weir.Engine.Triggers;
using Weir.Engine.Triggers.Http;
using Weir.Failures;
using Weir.Server.Operations;
using Weir.Testing;

namespace Weir.Cli.Testing;

/// <summary>Does what happens in a test, other than looking at it.</summary>
internal sealed class ActRunner(TestWorld world, TestTime time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    /// <returns>What went otherwise than expected.</returns>
    /// <exception cref="WeirException">It is refused.</exception>
    public async Task<IReadOnlyList<TestDifference>> DoAsync(TestAct act, CancellationToken cancellationToken)
    {
        switch (act)
        {
            case TestAct.Put put:
                await world.Host.Landing.LandAsync(
                    [.. put.Objects.Select(entry => new Arrival(NameOf(entry.Key), () => new MemoryStream(world.Contents.BytesOf(entry.Value), writable: false)))],
                    cancellationToken);
                break;
            case TestAct.Publish publish:
                await world.MessageRequests.PublishAsync(publish.Topic, Encoding.UTF8.GetString(world.Contents.BytesOf(publish.Message)), cancellationToken);
                break;
            case TestAct.Run run:
                await world.RunRequests.RequestAsync(world.Project.Pipelines[run.Pipeline], run.Inputs, asked: null, cancellationToken);
                break;
            case TestAct.Advance advance:
                await time.AdvanceAsync(advance.By, cancellationToken);
                break;
            case TestAct.Decide decide:
                await DecideAsync(decide, cancellationToken);
                break;
            case TestAct.Request request:
                return await RequestAsync(request, cancellationToken);
        }

        await time.RestAsync(cancellationToken);
        return [];
    }

    public static ObjectName NameOf(string name) => name.Split('/', 2) is [var bucket, var key] ? new ObjectName(bucket, key) : throw new FormatException(name);

    private async Task DecideAsync(TestAct.Decide decide, CancellationToken cancellationToken)
    {
        var waiting = (await world.Runs.ListApprovalsAsync(cancellationToken)).Where(approval => approval.Pipeline == decide.Pipeline).ToList();
        var meant = waiting.Where(approval => decide.Step is null || approval.Step == decide.Step).ToList();
        if (meant is not [var only])
        {
            throw new RefusedException(new Failure(
                "WEIR7206",
                $"{(meant.Count == 0 ? "No step" : "More than one step")} of the pipeline '{decide.Pipeline}' waits for an answer{(decide.Step is null ? "" : $" as '{decide.Step}'")}.",
                waiting.Count == 0 ? "See that its run has come so far, with 'expect' before this." : $"These wait: {string.Join(", ", waiting.Select(approval => approval.Step))}."));
        }

        await world.Runs.SayAsync(new RunWord(only.Run, decide.IsApproved ? "approve" : "reject", only.Step, decide.Comment, decide.By), cancellationToken);
    }

    private async Task<IReadOnlyList<TestDifference>> RequestAsync(TestAct.Request act, CancellationToken cancellationToken)
    {
        world.Limits.BeginWait();
        var answering = AnswerAsync(act, cancellationToken);
        while (!answering.IsCompleted && !world.Limits.IsMeasured)
        {
            await Task.WhenAny(answering, Task.Delay(Look, TimeProvider.System, cancellationToken));
        }

        // Who waits for the end of a run does so only once the request is recorded. When all is worked off then, it waits for time to pass.
        await time.RestAsync(cancellationToken);
        world.Limits.EndWaits();
        var answer = await answering;
        await time.RestAsync(cancellationToken);
        var isRight = act.Status is { } status ? answer.Status == status : answer.Status is >= 200 and < 300;
        var body = Encoding.UTF8.GetString(answer.Body);
        if (!isRight)
        {
            return
            [
                new TestDifference(act.Line, $"the request {act.Method} {act.Path} was answered otherwise")
                {
                    Expected = [act.Status is { } wanted ? $"{wanted}" : "200 to 299"],
                    Found = [$"{answer.Status} {body}"],
                },
            ];
        }

        if (act.Answer is null)
        {
            return [];
        }

        var differences = JsonDifference.Between(JsonElement.Parse(act.Answer), JsonElement.Parse(body), isWhole: false);
        return differences.Count == 0 ? [] :
        [
            new TestDifference(act.Line, $"the answer to {act.Method} {act.Path} holds something else")
            {
                Expected = [.. differences.Select(difference => $"{difference.Path}: {difference.Expected}")],
                Found = [.. differences.Select(difference => $"{difference.Path}: {difference.Found}")],
            },
        ];
    }

    private async Task<HttpAnswer> AnswerAsync(TestAct.Request act, CancellationToken cancellationToken)
    {
        var (path, query) = act.Path.Split('?', 2) is [var left, var right] ? (left, right) : (act.Path, "");
        var headers = act.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value);
        if (act.Body is TestContent.Json)
        {
            headers.TryAdd("content-type", "application/json");
        }

        var request = new InboundRequest(
            act.Method,
            path,
            [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).Select(part => KeyValuePair.Create(Decoded(part[0]), Decoded(part.ElementAtOrDefault(1) ?? "")))],
            headers);
        return world.Host.Http.Endpoints.Find(request, out var none) is { } match
            ? world.Host.Http.Refuse(match, request) ?? await world.Host.Http.AnswerAsync(match, request, world.Contents.BytesOf(act.Body), cancellationToken)
            : none!;
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
