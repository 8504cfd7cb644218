using Weir.Engine.Runs;
using Weir.Events;
using Weir.Failures;
using Weir.Local.Sqlite;
using Weir.Runs;

namespace Weir.Local.State;

/// <summary>The rows of <c>runs</c>, numbered as their first attempts ended.</summary>
internal sealed class RunTable(Database database)
{
    private const string Over =
        "FROM (SELECT number, id, finished_at FROM runs WHERE state <> 'waiting' ORDER BY number LIMIT ?2) WHERE finished_at < ?1";

    /// <summary>What <see cref="Read(Statement)"/> reads.</summary>
    public const string Columns =
        "id, pipeline, event, attempt, revision, state, started_at, finished_at, failed_step, code, message, hint, wake_at, concurrency, tenant";

    private readonly Statement _put = database.Prepare(
        $"""
        INSERT INTO runs ({Columns}, delivery, pinned) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?17, ?15, ?16)
        ON CONFLICT (id) DO UPDATE SET
          started_at = CASE state WHEN 'failed' THEN ?7 ELSE started_at END, attempt = ?4, revision = ?5, state = ?6, finished_at = ?8, failed_step = ?9, code = ?10, message = ?11, hint = ?12,
          wake_at = ?13, concurrency = ?14, delivery = ?15, pinned = ?16, tenant = ?17
        """);

    private readonly Statement _newest = database.Prepare($"SELECT {Columns} FROM runs ORDER BY number DESC LIMIT ?1");

    private readonly Statement _newestOf = database.Prepare($"SELECT {Columns}, number FROM runs WHERE tenant = ?1 ORDER BY number DESC LIMIT ?2");

    private readonly Statement _waiting = database.Prepare($"SELECT {Columns} FROM runs WHERE state = 'waiting' ORDER BY number");

    private readonly Statement _deliveryOf = database.Prepare("SELECT pipeline, delivery FROM runs WHERE id = ?1 AND state = 'waiting'");

    private readonly Statement _madeOf = database.Prepare("SELECT delivery FROM runs WHERE id = ?1");

    private readonly Statement _pinOf = database.Prepare("SELECT revision, pinned FROM runs WHERE id = ?1");

    private readonly Statement _pin = database.Prepare("UPDATE runs SET pinned = 1 WHERE id = ?1");

    // Each is looked for from its beginning, which is done rarely: a revision is asked for once it is as old as what is kept.
    private readonly Statement _isOf = database.Prepare(
        """
        SELECT EXISTS (SELECT 1 FROM runs WHERE revision = ?1) OR EXISTS (SELECT 1 FROM run_steps WHERE revision = ?1)
          OR EXISTS (SELECT 1 FROM events WHERE revision = ?1) OR EXISTS (SELECT 1 FROM outbox WHERE revision = ?1)
        """);

    private readonly Statement _find = database.Prepare($"SELECT {Columns} FROM runs WHERE id = ?1");

    private readonly Statement _pruneSteps = database.Prepare($"DELETE FROM run_steps WHERE run IN (SELECT id {Over})");

    private readonly Statement _prune = database.Prepare($"DELETE FROM runs WHERE number IN (SELECT number {Over})");

    /// <summary>Records a run, in place of an earlier attempt of it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="delivery">The number of the delivery that it is made of, for one that waits.</param>
    public void Put(Run run, long delivery) => _put
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
        .BindOrNull(13, run.WakeAt)
        .Bind(14, run.Group)
        .Bind(15, delivery)
        .Bind(16, run.State is RunState.Waiting or RunState.Retrying ? 1 : 0)
        .Bind(17, run.Tenant)
        .Run();

    public Run? Find(RunId id)
    {
        var run = _find.Bind(1, id.Value).Step() ? Read(_find) : null;
        _find.Reset();
        return run;
    }

    public List<Run> Newest(int limit) => All(_newest.Bind(1, limit));

    /// <summary>Those of a tenant, the newest first, with their numbers.</summary>
    public List<(Run Run, long Number)> NewestOf(string tenant, int limit)
    {
        var runs = new List<(Run, long)>();
        _newestOf.Bind(1, tenant).Bind(2, limit);
        while (_newestOf.Step())
        {
            runs.Add((Read(_newestOf), _newestOf.Int64(15)));
        }

        return runs;
    }

    /// <summary>Those that wait, the oldest first.</summary>
    public List<Run> Waiting() => All(_waiting);

    /// <summary>The delivery that a run which waits is made of.</summary>
    /// <returns>None when the run does not wait.</returns>
    public (string Pipeline, long Delivery)? DeliveryOf(RunId id)
    {
        (string, long)? found = _deliveryOf.Bind(1, id.Value).Step() ? (_deliveryOf.Text(0), _deliveryOf.Int64(1)) : null;
        _deliveryOf.Reset();
        return found;
    }

    /// <summary>The delivery that a run is made of, whether it waits or not.</summary>
    /// <returns>None when there is no such run, or it is of a time when that was not kept.</returns>
    public long? MadeOf(RunId id)
    {
        long? found = _madeOf.Bind(1, id.Value).Step() && !_madeOf.IsNull(0) ? _madeOf.Int64(0) : null;
        _madeOf.Reset();
        return found;
    }

    /// <summary>The revision that a run goes on with.</summary>
    /// <returns>None when nothing is known of the run. Without a revision when it goes on with the project as it is.</returns>
    public RunPin? PinOf(RunId id)
    {
        RunPin? pin = _pinOf.Bind(1, id.Value).Step() ? new RunPin(_pinOf.Int64(1) != 0 ? _pinOf.Text(0) : null) : null;
        _pinOf.Reset();
        return pin;
    }

    /// <summary>Has a run that was given up go on with the revision that it had.</summary>
    public void Pin(RunId id) => _pin.Bind(1, id.Value).Run();

    /// <summary>Whether any run is of a revision, or is to be.</summary>
    public bool IsAnyOf(string revision)
    {
        _isOf.Bind(1, revision).Step();
        var any = _isOf.Int64(0) != 0;
        _isOf.Reset();
        return any;
    }

    /// <summary>Deletes the oldest runs, and their steps, that ended before a time, of so many looked at.</summary>
    /// <returns>How many went.</returns>
    public int Prune(DateTimeOffset before, int limit)
    {
        _pruneSteps.Bind(1, before).Bind(2, limit).Run();
        _prune.Bind(1, before).Bind(2, limit).Run();
        return database.Changes;
    }

    private static List<Run> All(Statement rows)
    {
        var runs = new List<Run>();
        while (rows.Step())
        {
            runs.Add(Read(rows));
        }

        return runs;
    }

    /// <summary>Reads <see cref="Columns"/>.</summary>
    public static Run Read(Statement row) => new()
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
        WakeAt = row.IsNull(12) ? null : row.Time(12),
        Group = row.TextOrNull(13),
        Tenant = row.TextOrNull(14),
    };

    /// <summary>How a state is stored.</summary>
    public static string Stored(RunState state) => state switch
    {
        RunState.Succeeded => "succeeded",
        RunState.Failed => "failed",
        RunState.Waiting => "waiting",
        RunState.Cancelled => "cancelled",
        _ => "retrying",
    };

    private static RunState Read(string stored) => stored switch
    {
        "succeeded" => RunState.Succeeded,
        "failed" => RunState.Failed,
        "waiting" => RunState.Waiting,
        "cancelled" => RunState.Cancelled,
        _ => RunState.Retrying,
    };
}
