using System.Text.Json;

using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Engine.Events;
using Weir.Engine.Runs;
using Weir.Engine.Runs.Revisions;
using Weir.Engine.Steps;
using Weir.Engine.Warehouses;
using Weir.Events;
using Weir.Failures;
using Weir.Projects;
using Weir.Runs;

namespace Weir.Engine.Triggers.Requests;

/// <summary>Does again what was done: from the start, as a new run of a copy of the event; or on from the step that failed.</summary>
internal sealed class Reruns(ProjectDefinition project, IRunLog runs, IEventLog log, IDeadLetters letters, IRevisions revisions, TimeProvider time)
{
    /// <summary>The member of a copy's data that names the run which it repeats.</summary>
    private const string RerunOf = "rerun_of";

    private const string Later = "See with 'weir runs' how it ends, or end it with 'weir cancel'.";

    /// <summary>Has the pipeline make a new run of the event that an earlier one was made of, durably.</summary>
    /// <param name="run">The earlier one.</param>
    /// <param name="isOriginal">Whether it is made with the project as it was then.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run that will be.</returns>
    /// <exception cref="RefusedException">WEIR7032: it goes on, or what it was made of is not there any more. WEIR7034: the revision is not.</exception>
    public async Task<RunId> FromStartAsync(Run run, bool isOriginal, CancellationToken cancellationToken)
    {
        Check(run, isOriginal);
        if (!IsOver(run))
        {
            throw Refused("WEIR7032", $"The run {run.Id} is not over.", Later);
        }

        var original = await log.FindAsync(run.EventId, cancellationToken)
            ?? throw Refused("WEIR7032", $"The event of the run {run.Id} is not kept any more.", "Cause it anew: put the object again, or ask for the run.");
        var copy = original with
        {
            Id = EventId.New(time),
            NotBefore = null,
            Data = DataOf(original, run.Id),
            Revision = isOriginal ? run.ProjectRevision : null,
        };

        // No keys: the event is known under them, and it is meant to be done once more all the same.
        await log.AppendAsync(
            [new RoutedEvent(copy, [new Subscriber(SubscriberKind.Pipeline, run.Pipeline)]) { IsCopy = true }], cancellationToken);

        // Whether the object is still the same is settled in the transaction that stores the copy.
        return await log.FindAsync(copy.Id, cancellationToken) is not null
            ? RunId.Of(copy.Id, run.Pipeline)
            : throw Refused(
                "WEIR7032", $"{original.Object?.Name} has been replaced or removed since the run {run.Id}.", "Put the content again that is to be worked on.");
    }

    /// <summary>Has a run that failed go on from the step that failed, durably.</summary>
    /// <param name="run">The run.</param>
    /// <param name="isOriginal">Whether it goes on with the project as it was when it failed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RefusedException">
    /// WEIR7032: its pipeline is not there any more. WEIR7033: it did not fail, or somebody took up its dead letter before. WEIR7034: the
    /// revision is not there any more.
    /// </exception>
    public async Task FromFailedAsync(Run run, bool isOriginal, CancellationToken cancellationToken)
    {
        Check(run, isOriginal);
        if (run.State != RunState.Failed)
        {
            throw Refused(
                "WEIR7033",
                IsOver(run) ? $"The run {run.Id} did not fail: it {(run.State == RunState.Succeeded ? "succeeded" : "was cancelled")}." : $"The run {run.Id} is not over.",
                IsOver(run) ? $"Run it again from the start: weir rerun {run.Id}" : Later);
        }

        if (await runs.DeliveryOfAsync(run.Id, cancellationToken) is not { } delivery || !await RedriveAsync(run.Id, delivery, isOriginal, cancellationToken))
        {
            throw Refused(
                "WEIR7033",
                $"The run {run.Id} has no dead letter: it goes on already, or failed too long ago.",
                $"See with 'weir show {run.Id}' how far it is, or run it again from the start.");
        }
    }

    /// <summary>What is known of the event; whoever awaited the earlier run, or started it until it succeeds, does not with this one.</summary>
    private static string DataOf(Event original, RunId run)
    {
        using var known = JsonDocument.Parse(original.Data ?? "{}");
        return EventData.Written(json =>
        {
            foreach (var member in known.RootElement.EnumerateObject().Where(member => !IsOwn(original, member.Name)))
            {
                member.WriteTo(json);
            }

            json.WriteString(RerunOf, run.ToString());
        });
    }

    private static bool IsOwn(Event original, string member) =>
        member == RerunOf || (original.Type == Event.RunRequested && (member is AwaitedRun.Key or Repetition.Key));

    private async Task<bool> RedriveAsync(RunId run, long delivery, bool isOriginal, CancellationToken cancellationToken) => isOriginal
        ? await letters.RedriveOriginalAsync(delivery, run, cancellationToken)
        : await letters.RedriveAsync([delivery], cancellationToken) > 0;

    private void Check(Run run, bool isOriginal)
    {
        if (!project.Pipelines.ContainsKey(run.Pipeline))
        {
            throw Refused("WEIR7032", $"The project has no pipeline '{run.Pipeline}' any more.", "Bring it back in weir.yaml, or run another one.");
        }

        if (isOriginal && run.ProjectRevision != project.Revision && !revisions.Has(run.ProjectRevision))
        {
            throw NoRevisions.Gone(run.ProjectRevision);
        }
    }

    private static bool IsOver(Run run) => run.State is RunState.Succeeded or RunState.Failed or RunState.Cancelled;

    private static RefusedException Refused(string code, string what, string hint) => new(new Failure(code, what, hint));
}
