using Weir.Events;
using Weir.Failures;
using Weir.Local.Sqlite;
using Weir.Runs;

namespace Weir.Local.State;

/// <summary>The rows of <c>runs</c>, numbered as they ended.</summary>
internal sealed class RunTable(Database database)
{
    private const string Columns =
        "id, pipeline, event, attempt, revision, state, started_at, finished_at, failed_step, code, message, hint";

    private readonly Statement _insert = database.Prepare(
        $"INSERT INTO runs ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");

    private readonly Statement _newest = database.Prepare($"SELECT {Columns} FROM runs ORDER BY number DESC LIMIT ?1");

    private readonly Statement _prune = database.Prepare(
        """
        DELETE FROM runs WHERE number IN (
          SELECT number FROM (SELECT number, finished_at FROM runs ORDER BY number LIMIT ?2) WHERE finished_at < ?1)
        """);

    public void Insert(Run run) => _insert
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

    public List<Run> Newest(int limit)
    {
        var runs = new List<Run>();
        _newest.Bind(1, limit);
        while (_newest.Step())
        {
            runs.Add(new Run
            {
                Id = new RunId(_newest.Uuid(0)),
                Pipeline = _newest.Text(1),
                EventId = new EventId(_newest.Uuid(2)),
                Attempt = _newest.Int32(3),
                ProjectRevision = _newest.Text(4),
                State = Read(_newest.Text(5)),
                StartedAt = _newest.Time(6),
                FinishedAt = _newest.Time(7),
                FailedStep = _newest.TextOrNull(8),
                Failure = _newest.IsNull(9)
                    ? null
                    : new Failure(_newest.Text(9), _newest.Text(10), _newest.TextOrNull(11)),
            });
        }

        return runs;
    }

    /// <summary>Deletes the oldest runs that ended before a time, of so many looked at.</summary>
    /// <returns>How many went.</returns>
    public int Prune(DateTimeOffset before, int limit)
    {
        _prune.Bind(1, before).Bind(2, limit).Run();
        return database.Changes;
    }

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
