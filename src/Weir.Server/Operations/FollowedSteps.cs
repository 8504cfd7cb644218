using Weir.Engine.Functions;
using Weir.Engine.Runs;
using Weir.Engine.Secrets;
using Weir.Runs;

namespace Weir.Server.Operations;

/// <summary>How far somebody has seen the steps of a run.</summary>
internal sealed class FollowedSteps(FollowOrder order, Masks masks)
{
    private readonly List<Watched> _watched = [];

    /// <summary>The number of the last step whose end was seen.</summary>
    public int After { get; private set; } = order.After;

    /// <summary>What there is to see of steps that ended when nobody looked.</summary>
    public IEnumerable<FollowedLog> SeeEnded(IEnumerable<StepRecord> ended)
    {
        foreach (var step in ended)
        {
            After = step.Number;
            if (IsWanted(step.Step))
            {
                foreach (var entry in Whole(step))
                {
                    yield return entry;
                }
            }
        }
    }

    /// <summary>What there is to see of an attempt that goes on.</summary>
    public IEnumerable<FollowedLog> See(LiveView view)
    {
        foreach (var begun in view.UnderWay.Where(step => IsWanted(step.Step) && _watched.All(watched => watched.Step != step)))
        {
            _watched.Add(new Watched(begun));
            if (!begun.IsTakenUp)
            {
                yield return Begun(begun.Step, begun.Attempt, begun.StartedAt);
            }
        }

        foreach (var watched in _watched)
        {
            foreach (var line in watched.Read())
            {
                yield return LineOf(watched.Step.Step, watched.Step.Attempt, masks.Hide(line.Text), line.WrittenAt);
            }
        }

        foreach (var step in view.Ended)
        {
            After = step.Number;
            var seen = _watched.FindAll(watched => watched.Step.Step == step.Step && !view.UnderWay.Contains(watched.Step));
            _watched.RemoveAll(seen.Contains);
            foreach (var entry in !IsWanted(step.Step) ? [] : seen is [.., var last] ? Rest(step, last.Lines) : Whole(step))
            {
                yield return entry;
            }
        }
    }

    /// <summary>The attempt is over: what it did not end is begun again.</summary>
    public void Leave() => _watched.Clear();

    private static FollowedLog Begun(string step, int attempt, DateTimeOffset startedAt) =>
        new(FollowedLog.Started, startedAt) { Step = step, Attempt = attempt };

    private static FollowedLog LineOf(string step, int attempt, string text, DateTimeOffset at) =>
        new(FollowedLog.Line, at) { Step = step, Attempt = attempt, Text = text };

    private static IEnumerable<FollowedLog> Whole(StepRecord step) =>
        Rest(step, 0).Prepend(Begun(step.Step, step.Attempt, step.StartedAt));

    /// <summary>What was added to the log after so many lines, and the end.</summary>
    private static IEnumerable<FollowedLog> Rest(StepRecord step, int seen)
    {
        // The end of a log that was cut begins somewhere within what was seen.
        var lines = step.Log is null || (seen > 0 && step.Log.StartsWith('…')) ? [] : step.Log.Split('\n');
        return lines.Skip(seen).Select(line => LineOf(step.Step, step.Attempt, line, step.FinishedAt)).Append(FollowedLog.Of(step));
    }

    private bool IsWanted(string step) => order.Step is not { } only || step == only || StepPath.IsPartOf(step, only);

    /// <summary>A step that is watched while it is under way.</summary>
    private sealed class Watched(LiveStep step)
    {
        private long _position;

        public LiveStep Step => step;

        public int Lines { get; private set; }

        public IReadOnlyList<LiveLine> Read()
        {
            var lines = step.Output.Read(ref _position);
            Lines += lines.Count;
            return lines;
        }
    }
}
