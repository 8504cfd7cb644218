using Weir.Events;
using Weir.Failures;
using Weir.Local.Sqlite;
using Weir.Runs;

namespace Weir.Local.State;

/// <summary>The rows of <c>runs</c>, numbered as their first attempts ended.</summary>
internal sealed class RunTable(Database database)
{
    private const string Over =
        "FROM (SELECT number, id, finished_at FROM runs ORDER BY number LIMIT ?2) WHERE finished_at < ?1";

    private const string Columns =
        "id, pipeline, event, attempt, revision, state, started_at, finished_at, failed_step, code, message, hint";

    private readonly Statement _put = database.Prepare(
        $"""
        INSERT INTO runs ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        ON CONFLICT (id) DO UPDATE SET
          attempt = ?4, revision = ?5, state = ?6, finished_at = ?8, failed_step = ?9, code = ?10, message = ?11, hint = ?12
        """);

    private readonly Statement _newest = database.Prepare($"SELECT {Columns} FROM runs ORDER BY number DESC LIMIT ?1");

    private readonly Statement _find = database.Prepare($"SELECT {Columns} FROM runs WHERE id = ?1");

    private readonly Statement _pruneSteps = database.Prepare($"DELETE FROM run_steps WHERE run IN (SELECT id {Over})");

    private readonly Statement _prune = database.Prepare($"DELETE FROM runs WHERE number IN (SELECT number {Over})");

    /// <summary>Records a run, in place of an earlier attempt of it.</summary>
    public void Put(Run run) => _put
        .Bind(1, run.Id.Value)
        .Bind(2, run.Pipeline)
        .Bind(3, run.EventId.Value)
        .Bind(4, run.Attempt)
        .Bind(5, run.ProjectRevision)
        .Bind(6, Stored(run.State))
        .Bind(7, run.StartedAt)
        .Bind(8, run.FinishedAt)
        .Bind(9, run.FailedStep)
        .Bind(10, run.Failure?.Code)
        .Bind(11, run.Failure?.Message)
        .Bind(12, run.Failure?.Hint)
        .Run();

    public Run? Find(RunId id)
    {
        var run = _find.Bind(1, id.Value).Step() ? Read(_find) : null;
        _find.Reset();
        return run;
    }

    public List<Run> Newest(int limit)
    {
        var runs = new List<Run>();
        _newest.Bind(1, limit);
        while (_newest.Step())
        {
            runs.Add(Read(_newest));
        }

        return runs;
    }

    /// <summary>Deletes the oldest runs, and their steps, that ended before a time, of so many looked at.</summary>
    /// <returns>How many went.</returns>
    public int Prune(DateTimeOffset before, int limit)
    {
        _pruneSteps.Bind(1, before).Bind(2, limit).Run();
        _prune.Bind(1, before).Bind(2, limit).Run();
        return database.Changes;
    }

    private static Run Read(Statement row) => new()
    {
        Id = new RunId(row.Uuid(0)),
        Pipeline = row.Text(1),
        EventId = new EventId(row.Uuid(2)),
        Attempt = row.Int32(3),
        ProjectRevision = row.Text(4),
        State = Read(row.Text(5)),
        StartedAt = row.Time(6),
        FinishedAt = row.Time(7),
        FailedStep = row.TextOrNull(8),
        Failure = row.IsNull(9) ? null : new Failure(row.Text(9), row.Text(10), row.TextOrNull(11)),
    };

    private static string Stored(RunState state) => state switch
    {
        RunState.Succeeded => "succeeded",
        RunState.Failed => "failed",
        _ => "retrying",
    };

    private static RunState Read(string stored) => stored switch
    {
        "succeeded" => RunState.Succeeded,
        "failed" => RunState.Failed,
        _ => RunState.Retrying,
    };
}
