using Weir.Engine.Runs;
using Weir.Local.Sqlite;
using Weir.Runs;

namespace Weir.Local.State;

/// <summary>Looks through <c>runs</c>, those that started last first.</summary>
/// <remarks>
/// The indexes have runs by pipeline, and those that did not simply succeed by state and pipeline, each by when they started. What is
/// asked for over several pipelines is put together from a stream of each, so that no question reads more than it shows,
/// however many runs there are; a text is looked for in so many runs at a time.
/// </remarks>
internal sealed class RunSearchTable(Database database)
{
    /// <summary>Runs that one page looks through.</summary>
    private const int MostLooked = 500;

    private const int SmallestRead = 16;

    private readonly Statement _pipeline = database.Prepare("SELECT min(pipeline) FROM runs WHERE pipeline > ?1");

    private readonly Statement _unwellPipeline = database.Prepare(
        "SELECT min(pipeline) FROM runs INDEXED BY runs_unwell WHERE state <> 'succeeded' AND state = ?2 AND pipeline > ?1");

    private readonly Statement _marks = database.Prepare(
        """
        SELECT started_at, number FROM runs INDEXED BY runs_of_pipelines
        WHERE pipeline = ?1 AND started_at <= ?2 AND (started_at < ?2 OR number < ?3) AND started_at >= ?4
        ORDER BY started_at DESC, number DESC LIMIT ?5
        """);

    private readonly Statement _unwellMarks = database.Prepare(
        """
        SELECT started_at, number FROM runs INDEXED BY runs_unwell
        WHERE state <> 'succeeded' AND state = ?6 AND pipeline = ?1 AND started_at <= ?2 AND (started_at < ?2 OR number < ?3) AND started_at >= ?4
        ORDER BY started_at DESC, number DESC LIMIT ?5
        """);

    private readonly Statement _find = database.Prepare($"SELECT {RunTable.Columns} FROM runs WHERE number = ?1");

    private readonly Statement _place = database.Prepare("SELECT started_at, number FROM runs WHERE id = ?1");

    private readonly Statement _key = database.Prepare("SELECT bucket, key FROM events WHERE id = ?1");

    public RunPage Search(RunQuery query)
    {
        if (query.Text is { } text && RunId.TryParse(text, out var id))
        {
            return One(query with { Text = null }, id);
        }

        var unwell = query.State is { } state and not RunState.Succeeded ? RunTable.Stored(state) : null;
        var pipelines = query.Pipeline is { } only ? [only] : Pipelines(unwell);
        var from = From(query);
        var chunk = Math.Max(SmallestRead, (2 * query.Limit / Math.Max(1, pipelines.Count)) + 1);
        var streams = new PriorityQueue<Stream, RunMark>();
        foreach (var pipeline in pipelines)
        {
            Advance(streams, new Stream(pipeline, from), unwell, query.Since, chunk);
        }

        var found = new List<(RunMark, Run)>();
        var (looked, last) = (0, from);
        while (streams.TryDequeue(out var stream, out var mark))
        {
            if (found.Count == query.Limit || looked++ == MostLooked)
            {
                return new RunPage(found, last);
            }

            last = mark;
            var run = At(mark.Number);
            if (run is not null && query.Fits(run) && (query.Text is null || RunQuery.Holds(run, query.Text) || IsAbout(run, query.Text)))
            {
                found.Add((mark, run));
            }

            Advance(streams, stream, unwell, query.Since, chunk);
        }

        return new RunPage(found, null);
    }

    private static RunMark From(RunQuery query)
    {
        var until = query.Until is { } time ? new RunMark(time.UtcTicks, 0) : RunMark.Top;
        return query.After is { } after && after.CompareTo(until) > 0 ? after : until;
    }

    private RunPage One(RunQuery query, RunId id)
    {
        RunMark? place = _place.Bind(1, id.Value).Step() ? new RunMark(_place.Int64(0), _place.Int64(1)) : null;
        _place.Reset();
        return place is { } mark && mark.CompareTo(From(query)) > 0 && At(mark.Number) is { } run && query.Fits(run)
            ? new RunPage([(mark, run)], null)
            : new RunPage([], null);
    }

    /// <summary>Each is found by one step in the index.</summary>
    private List<string> Pipelines(string? unwell)
    {
        var statement = unwell is null ? _pipeline : _unwellPipeline;
        var pipelines = new List<string>();
        while (true)
        {
            statement.Bind(1, pipelines.LastOrDefault() ?? "");
            if (unwell is not null)
            {
                statement.Bind(2, unwell);
            }

            var next = statement.Step() ? statement.TextOrNull(0) : null;
            statement.Reset();
            if (next is null)
            {
                return pipelines;
            }

            pipelines.Add(next);
        }
    }

    private void Advance(PriorityQueue<Stream, RunMark> streams, Stream stream, string? unwell, DateTimeOffset? since, int chunk)
    {
        if (stream.Marks.Count == 0 && !stream.IsRead)
        {
            var statement = (unwell is null ? _marks : _unwellMarks)
                .Bind(1, stream.Pipeline)
                .Bind(2, stream.End.StartedAt)
                .Bind(3, stream.End.Number)
                .Bind(4, since?.UtcTicks ?? 0)
                .Bind(5, chunk);
            if (unwell is not null)
            {
                statement.Bind(6, unwell);
            }

            while (statement.Step())
            {
                stream.Marks.Enqueue(stream.End = new RunMark(statement.Int64(0), statement.Int64(1)));
            }

            stream.IsRead = stream.Marks.Count < chunk;
        }

        if (stream.Marks.TryDequeue(out var mark))
        {
            streams.Enqueue(stream, mark);
        }
    }

    private Run? At(long number)
    {
        var run = _find.Bind(1, number).Step() ? RunTable.Read(_find) : null;
        _find.Reset();
        return run;
    }

    private bool IsAbout(Run run, string text)
    {
        var name = _key.Bind(1, run.EventId.Value).Step() && !_key.IsNull(0) ? $"{_key.Text(0)}/{_key.Text(1)}" : null;
        _key.Reset();
        return name?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
    }

    /// <summary>The runs of one pipeline, from a place on.</summary>
    private sealed class Stream(string pipeline, RunMark end)
    {
        public string Pipeline => pipeline;

        public Queue<RunMark> Marks { get; } = [];

        /// <summary>Up to where it was read.</summary>
        public RunMark End { get; set; } = end;

        public bool IsRead { get; set; }
    }
}
