using Weir.Local.Sqlite;

namespace Weir.Local.State;

/// <summary>The tables of <c>state.db</c>, and how an older file is brought up to date.</summary>
/// <remarks>
/// Times are UTC ticks, ids 16-byte UUIDs. A delivery's number is its place in the order of all deliveries; an event's
/// deliveries are numbered without gaps, so an event names them by the first and their count.
/// </remarks>
internal static class StateSchema
{
    /// <summary>"Weir", in the header of every state file (PRAGMA application_id).</summary>
    public const int ApplicationId = 0x57656972;

    /// <summary>The schema that this Weir writes (PRAGMA user_version).</summary>
    public static int Version => Updates.Length + 1;

    private const string EventColumns =
        """
        id BLOB NOT NULL UNIQUE, type TEXT NOT NULL, time INTEGER NOT NULL,
        bucket TEXT, key TEXT, version INTEGER, etag TEXT, size INTEGER, landed_at INTEGER, location TEXT, data TEXT,
        emitted_by BLOB, generation INTEGER NOT NULL DEFAULT 0
        """;

    // Runs are found by their ids, and there is one row of each however many attempts it takes.
    private const string RunIds = "CREATE UNIQUE INDEX run_ids ON runs (id)";

    /// <summary>Runs by what people look for: their pipeline, and how they fare. Most have nothing but the first.</summary>
    private static readonly string[] RunSearch =
    [
        "CREATE INDEX runs_of_pipelines ON runs (pipeline, started_at)",
        "CREATE INDEX runs_unwell ON runs (state, pipeline, started_at) WHERE state <> 'succeeded'",
    ];

    /// <summary>What runs emitted. Most events come from outside, and are not in it.</summary>
    private const string EventsOfRuns = "CREATE INDEX events_of_runs ON events (emitted_by) WHERE emitted_by IS NOT NULL";

    private const string RunSteps =
        """
        CREATE TABLE run_steps (
          run BLOB NOT NULL, number INTEGER NOT NULL, step TEXT NOT NULL, attempt INTEGER NOT NULL, state TEXT NOT NULL,
          started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL, code TEXT, message TEXT, hint TEXT,
          PRIMARY KEY (run, number)) WITHOUT ROWID
        """;

    /// <summary>What steps leave with their run.</summary>
    private static readonly string[] StepAnswers =
    [
        "ALTER TABLE run_steps ADD COLUMN output TEXT",
        "ALTER TABLE run_steps ADD COLUMN log TEXT",
    ];

    /// <summary>Runs that wait, what is said to them, and events whose time is yet to come.</summary>
    private static readonly string[] Waits =
    [
        "ALTER TABLE run_steps ADD COLUMN wake_at INTEGER",
        "ALTER TABLE runs ADD COLUMN wake_at INTEGER",
        "ALTER TABLE runs ADD COLUMN concurrency TEXT",
        "ALTER TABLE runs ADD COLUMN delivery INTEGER",
        "CREATE INDEX runs_waiting ON runs (number) WHERE state = 'waiting'",
        """
        CREATE TABLE signals (
          number INTEGER PRIMARY KEY AUTOINCREMENT, run BLOB NOT NULL, kind TEXT NOT NULL, step TEXT, sender TEXT, data TEXT, time INTEGER NOT NULL)
        """,
        "CREATE INDEX signals_of_runs ON signals (run)",
        "ALTER TABLE events ADD COLUMN not_before INTEGER",
        "ALTER TABLE outbox ADD COLUMN not_before INTEGER",
    ];

    /// <summary>Datasets that were published for a reason, each reason once.</summary>
    private const string Datasets =
        """
        CREATE TABLE datasets (
          bucket TEXT NOT NULL, prefix TEXT NOT NULL, name TEXT NOT NULL, origin TEXT NOT NULL UNIQUE,
          PRIMARY KEY (bucket, prefix, name)) WITHOUT ROWID
        """;

    private const string Schedules = "CREATE TABLE schedules (name TEXT PRIMARY KEY, schedule TEXT NOT NULL, through INTEGER NOT NULL) WITHOUT ROWID";

    private const string Alarms =
        """
        CREATE TABLE alarms (
          name TEXT PRIMARY KEY, number INTEGER NOT NULL, firing INTEGER NOT NULL, since INTEGER NOT NULL, message TEXT NOT NULL,
          told INTEGER NOT NULL) WITHOUT ROWID
        """;

    /// <summary>Under which keys events were delivered, and what became of those that came under the same one.</summary>
    private static readonly string[] DedupeKeys =
    [
        """
        CREATE TABLE dedupe_keys (
          subscriber INTEGER NOT NULL, key BLOB NOT NULL, event BLOB NOT NULL, content BLOB, until INTEGER NOT NULL,
          PRIMARY KEY (subscriber, key)) WITHOUT ROWID
        """,
        "CREATE INDEX dedupe_until ON dedupe_keys (until)",
        "ALTER TABLE events ADD COLUMN dedupe TEXT",
    ];

    // Apart from the objects, so that one of which nothing is said costs nothing.
    private const string ObjectAttributes = "CREATE TABLE object_attributes (version INTEGER PRIMARY KEY, attributes TEXT NOT NULL)";

    /// <summary>What steps wrote and is not kept as long as their runs. Most rows are not in the index.</summary>
    private static readonly string[] LogTimes =
    [
        "ALTER TABLE run_steps ADD COLUMN log_until INTEGER",
        "CREATE INDEX run_steps_log_until ON run_steps (log_until) WHERE log_until IS NOT NULL",
    ];

    /// <summary>Schedules that are paused, and when each last fired.</summary>
    private static readonly string[] Pauses =
    [
        "ALTER TABLE schedules ADD COLUMN fired INTEGER",
        "CREATE TABLE schedule_pauses (subscriber TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID",
    ];

    /// <summary>With which revision of the project runs are made.</summary>
    private static readonly string[] Revisions =
    [
        "ALTER TABLE events ADD COLUMN revision TEXT",
        "ALTER TABLE outbox ADD COLUMN revision TEXT",
        "ALTER TABLE runs ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE run_steps ADD COLUMN revision TEXT",
    ];

    /// <summary>The traces that events belong to.</summary>
    private static readonly string[] EventTraces =
    [
        "ALTER TABLE events ADD COLUMN trace TEXT",
        "ALTER TABLE outbox ADD COLUMN trace TEXT",
    ];

    /// <summary>Who gets in, who did what, and whose runs are. The rows of the audit log are never changed.</summary>
    private static readonly string[] Access =
    [
        "CREATE TABLE users (name TEXT PRIMARY KEY, role TEXT NOT NULL, tenants TEXT, password TEXT NOT NULL, created_at INTEGER NOT NULL) WITHOUT ROWID",
        """
        CREATE TABLE tokens (
          name TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, role TEXT NOT NULL, tenants TEXT, created_by TEXT NOT NULL, created_at INTEGER NOT NULL,
          expires_at INTEGER, revoked_at INTEGER) WITHOUT ROWID
        """,
        """
        CREATE TABLE sessions (
          hash TEXT PRIMARY KEY, of TEXT NOT NULL, stamp TEXT NOT NULL, created_at INTEGER NOT NULL, seen_at INTEGER NOT NULL,
          ends_at INTEGER NOT NULL) WITHOUT ROWID
        """,
        "CREATE INDEX sessions_end ON sessions (ends_at)",
        """
        CREATE TABLE audit (
          number INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, subject TEXT, source TEXT NOT NULL,
          result TEXT NOT NULL)
        """,
        "CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'entries of the audit log are not changed'); END",
        "ALTER TABLE runs ADD COLUMN tenant TEXT",
        "CREATE INDEX runs_of_tenants ON runs (tenant, number) WHERE tenant IS NOT NULL",
    ];

    /// <summary>What brings a file of each version to the next one, beginning with the first.</summary>
    private static readonly string[][] Updates =
    [
        ["ALTER TABLE deliveries ADD COLUMN lost INTEGER NOT NULL DEFAULT 0"],
        [
            "ALTER TABLE events ADD COLUMN generation INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE outbox ADD COLUMN generation INTEGER NOT NULL DEFAULT 0",
        ],
        [
            // An attempt that was to be tried again could be written twice, when a flush had failed.
            "DELETE FROM runs WHERE number NOT IN (SELECT max(number) FROM runs GROUP BY id)",
            RunIds,
            RunSteps,
        ],
        [Datasets],
        [Schedules],
        StepAnswers,
        Waits,
        [Alarms],
        DedupeKeys,
        LogTimes,
        Pauses,
        Revisions,
        EventTraces,
        [ObjectAttributes],
        Access,
        RunSearch,
        [EventsOfRuns],
    ];

    private static readonly string[] Tables =
    [
        Datasets,

        // One row: what the next event, delivery and version is, and how many deliveries and posted events are open.
        """
        CREATE TABLE counters (
          id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL, delivery INTEGER NOT NULL,
          version INTEGER NOT NULL, open INTEGER NOT NULL, posted INTEGER NOT NULL)
        """,
        "INSERT INTO counters VALUES (1, 0, 0, 0, 0, 0)",
        $"CREATE TABLE events (position INTEGER PRIMARY KEY, first_delivery INTEGER NOT NULL, deliveries INTEGER NOT NULL, {EventColumns})",
        "CREATE TABLE subscribers (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",

        // Ordered by subscriber first: what waits for one is read without passing over what waits for others.
        """
        CREATE TABLE deliveries (
          subscriber INTEGER NOT NULL, id INTEGER NOT NULL, position INTEGER NOT NULL, attempts INTEGER NOT NULL,
          due INTEGER, wait INTEGER, lost INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (subscriber, id)) WITHOUT ROWID
        """,
        """
        CREATE TABLE dead_letters (
          number INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, subscriber INTEGER NOT NULL, position INTEGER NOT NULL,
          attempts INTEGER NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, hint TEXT, time INTEGER NOT NULL)
        """,
        """
        CREATE TABLE runs (
          number INTEGER PRIMARY KEY, id BLOB NOT NULL, pipeline TEXT NOT NULL, event BLOB NOT NULL, attempt INTEGER NOT NULL,
          revision TEXT NOT NULL, state TEXT NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL,
          failed_step TEXT, code TEXT, message TEXT, hint TEXT)
        """,
        RunIds,
        RunSteps,
        .. StepAnswers,
        $"CREATE TABLE outbox (number INTEGER PRIMARY KEY, {EventColumns})",
        """
        CREATE TABLE objects (
          bucket TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, etag TEXT NOT NULL, size INTEGER NOT NULL,
          landed_at INTEGER NOT NULL, location TEXT, first_delivery INTEGER NOT NULL, deliveries INTEGER NOT NULL,
          PRIMARY KEY (bucket, key)) WITHOUT ROWID
        """,

        // Versions that no name finds any more; their files go once no delivery is about them.
        """
        CREATE TABLE garbage (
          version INTEGER PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, location TEXT,
          first_delivery INTEGER NOT NULL, deliveries INTEGER NOT NULL)
        """,
        Schedules,
        .. Waits,
        Alarms,
        .. DedupeKeys,
        .. LogTimes,
        .. Pauses,
        .. Revisions,
        .. EventTraces,
        ObjectAttributes,
        .. Access,
        .. RunSearch,
        EventsOfRuns,
    ];

    /// <summary>Makes the tables of an empty file.</summary>
    public static void Create(Database database)
    {
        database.Execute("BEGIN");
        foreach (var table in Tables)
        {
            database.Execute(table);
        }

        database.Execute($"PRAGMA application_id = {ApplicationId}");
        database.Execute($"PRAGMA user_version = {Version}");
        database.Execute("COMMIT");
    }

    /// <summary>Brings an older file up to date, whole or not at all.</summary>
    public static void Update(Database database)
    {
        var version = (int)database.Scalar("PRAGMA user_version");
        if (version >= Version)
        {
            return;
        }

        database.Execute("BEGIN IMMEDIATE");
        foreach (var statement in Updates.Skip(version - 1).SelectMany(update => update))
        {
            database.Execute(statement);
        }

        database.Execute($"PRAGMA user_version = {Version}");
        database.Execute("COMMIT");
    }
}
