using Weir.Failures;
using Weir.Local.Sqlite;
using Weir.Runs;

namespace Weir.Local.State;

/// <summary>The rows of <c>run_steps</c>: every go at every step of a run, numbered within the run as they ended.</summary>
internal sealed class RunStepTable(Database database)
{
    private readonly Statement _insert = database.Prepare(
        "INSERT INTO run_steps VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) ON CONFLICT DO NOTHING");

    private readonly Statement _of = database.Prepare(
        "SELECT number, step, attempt, state, started_at, finished_at, code, message, hint, output, log, wake_at, log_until, revision FROM run_steps WHERE run = ?1 AND number > ?2 ORDER BY number LIMIT ?3");

    private readonly Statement _pruneLogs = database.Prepare(
        """
        UPDATE run_steps SET log = NULL, log_until = NULL WHERE (run, number) IN (
          SELECT run, number FROM run_steps WHERE log_until < ?1 ORDER BY log_until LIMIT ?2)
        """);

    private readonly Statement _revisionOf = database.Prepare(
        "SELECT revision FROM run_steps WHERE run = ?1 AND revision IS NOT NULL ORDER BY number DESC LIMIT 1");

    private readonly Statement _unpin = database.Prepare("UPDATE run_steps SET revision = NULL WHERE run = ?1 AND revision IS NOT NULL");

    /// <summary>The revision that the last attempt was made with.</summary>
    /// <returns>None when no step of it was noted, or the run was given up since.</returns>
    public string? RevisionOf(RunId run)
    {
        var revision = _revisionOf.Bind(1, run.Value).Step() ? _revisionOf.Text(0) : null;
        _revisionOf.Reset();
        return revision;
    }

    /// <summary>Forgets the revisions of a run's attempts: it is given up, and may be taken up with another one.</summary>
    public void Unpin(RunId run) => _unpin.Bind(1, run.Value).Run();

    /// <summary>Inserts a row. The word may come twice: the row that is there stays.</summary>
    public void Insert(StepRecord step) => _insert
        .Bind(1, step.RunId.Value)
        .Bind(2, step.Number)
        .Bind(3, step.Step)
        .Bind(4, step.Attempt)
        .Bind(5, Stored(step.State))
        .Bind(6, step.StartedAt)
        .Bind(7, step.FinishedAt)
        .Bind(8, step.Failure?.Code)
        .Bind(9, step.Failure?.Message)
        .Bind(10, step.Failure?.Hint)
        .Bind(11, step.Output)
        .Bind(12, step.Log)
        .BindOrNull(13, step.WakeAt)
        .BindOrNull(14, step.LogUntil)
        .Bind(15, step.Revision)
        .Run();

    public List<StepRecord> Of(RunId run, int after, int limit)
    {
        var steps = new List<StepRecord>();
        _of.Bind(1, run.Value).Bind(2, after).Bind(3, limit);
        while (_of.Step())
        {
            steps.Add(new StepRecord
            {
                RunId = run,
                Number = _of.Int32(0),
                Step = _of.Text(1),
                Attempt = _of.Int32(2),
                State = Read(_of.Text(3)),
                StartedAt = _of.Time(4),
                FinishedAt = _of.Time(5),
                Failure = _of.IsNull(6) ? null : new Failure(_of.Text(6), _of.Text(7), _of.TextOrNull(8)),
                Output = _of.TextOrNull(9),
                Log = _of.TextOrNull(10),
                WakeAt = _of.IsNull(11) ? null : _of.Time(11),
                LogUntil = _of.IsNull(12) ? null : _of.Time(12),
                Revision = _of.TextOrNull(13),
            });
        }

        return steps;
    }

    /// <summary>Forgets what was written and is not kept beyond a time.</summary>
    /// <returns>How many logs went.</returns>
    public int PruneLogs(DateTimeOffset before, int limit)
    {
        _pruneLogs.Bind(1, before).Bind(2, limit).Run();
        return database.Changes;
    }

    private static string Stored(StepState state) => state switch
    {
        StepState.Succeeded => "succeeded",
        StepState.Failed => "failed",
        StepState.Skipped => "skipped",
        StepState.Waiting => "waiting",
        StepState.Ignored => "ignored",
        StepState.Cancelled => "cancelled",
        _ => "crashed",
    };

    private static StepState Read(string stored) => stored switch
    {
        "succeeded" => StepState.Succeeded,
        "failed" => StepState.Failed,
        "skipped" => StepState.Skipped,
        "waiting" => StepState.Waiting,
        "ignored" => StepState.Ignored,
        "cancelled" => StepState.Cancelled,
        _ => StepState.Crashed,
    };
}
