using Weir.Local.Sqlite;
using Weir.Runs;

namespace Weir.Local.State;

/// <summary>The rows of <c>signals</c>: what was said to runs that go on.</summary>
internal sealed class SignalTable(Database database)
{
    private readonly Statement _insert = database.Prepare("INSERT INTO signals (run, kind, step, sender, data, time) VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING number");

    private readonly Statement _of = database.Prepare("SELECT number, kind, step, sender, data, time FROM signals WHERE run = ?1 ORDER BY number");

    private readonly Statement _runs = database.Prepare("SELECT DISTINCT run FROM signals");

    private readonly Statement _anyAfter = database.Prepare("SELECT 1 FROM signals WHERE run = ?1 AND number > ?2 LIMIT 1");

    private readonly Statement _prune = database.Prepare("DELETE FROM signals WHERE time < ?1 AND run NOT IN (SELECT id FROM runs WHERE state = 'waiting')");

    private readonly Statement _delete = database.Prepare("DELETE FROM signals WHERE run = ?1 AND (kind <> 'run_ended' OR ?2)");

    /// <returns>The signal's number.</returns>
    public long Insert(RunSignal signal)
    {
        _insert
            .Bind(1, signal.RunId.Value)
            .Bind(2, Stored(signal.Kind))
            .Bind(3, signal.Step)
            .Bind(4, signal.By)
            .Bind(5, signal.Data)
            .Bind(6, signal.Time)
            .Step();
        var number = _insert.Int64(0);
        _insert.Reset();
        return number;
    }

    public List<RunSignal> Of(RunId run)
    {
        var signals = new List<RunSignal>();
        _of.Bind(1, run.Value);
        while (_of.Step())
        {
            signals.Add(new RunSignal
            {
                RunId = run,
                Number = _of.Int64(0),
                Kind = Read(_of.Text(1)),
                Step = _of.TextOrNull(2),
                By = _of.TextOrNull(3),
                Data = _of.TextOrNull(4),
                Time = _of.Time(5),
            });
        }

        return signals;
    }

    /// <summary>The runs that something was said to.</summary>
    public List<RunId> Runs()
    {
        var runs = new List<RunId>();
        while (_runs.Step())
        {
            runs.Add(new RunId(_runs.Uuid(0)));
        }

        return runs;
    }

    /// <summary>Whether something was said to a run after a signal.</summary>
    public bool AnyAfter(RunId run, long seen)
    {
        var any = _anyAfter.Bind(1, run.Value).Bind(2, seen).Step();
        _anyAfter.Reset();
        return any;
    }

    /// <summary>Forgets what was said to a run that is over.</summary>
    /// <param name="run">The run.</param>
    /// <param name="isForGood">Whether it cannot be taken up again. Otherwise it is yet to learn how the runs ended that it waits for.</param>
    public void Delete(RunId run, bool isForGood) => _delete.Bind(1, run.Value).Bind(2, isForGood ? 1L : 0L).Run();

    /// <summary>Forgets what was said before a time to runs that do not wait for it: it came too late.</summary>
    public void Prune(DateTimeOffset before) => _prune.Bind(1, before).Run();

    private static string Stored(RunSignalKind kind) => kind switch
    {
        RunSignalKind.Cancel => "cancel",
        RunSignalKind.Pause => "pause",
        RunSignalKind.Resume => "resume",
        RunSignalKind.Approve => "approve",
        RunSignalKind.Reject => "reject",
        _ => "run_ended",
    };

    private static RunSignalKind Read(string stored) => stored switch
    {
        "cancel" => RunSignalKind.Cancel,
        "pause" => RunSignalKind.Pause,
        "resume" => RunSignalKind.Resume,
        "approve" => RunSignalKind.Approve,
        "reject" => RunSignalKind.Reject,
        _ => RunSignalKind.RunEnded,
    };
}
