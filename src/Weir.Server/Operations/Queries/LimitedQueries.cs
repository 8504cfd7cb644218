using System.Globalization;
using System.Runtime.CompilerServices;

using Weir.Engine.Warehouses;
using Weir.Failures;

namespace Weir.Server.Operations.Queries;

/// <summary>Asks the warehouse, a few queries at a time, each for so long and so many rows, and none while the machine has no memory left.</summary>
/// <param name="queries">The warehouse.</param>
/// <param name="memory">How much memory this process has, of how much.</param>
/// <param name="time">The clock.</param>
internal sealed class LimitedQueries(IQueries queries, ProcessMemory memory, TimeProvider time) : IQueryReads, IDisposable
{
    /// <summary>How many run at the same time. Each may take every core.</summary>
    private const int AtOnce = 4;

    /// <summary>How long one waits for its turn.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turns = new(AtOnce);

    public async Task<QueryAnswer> QueryAsync(string sql, QueryLimits limits, CancellationToken cancellationToken)
    {
        if (!await _turns.WaitAsync(Patience, cancellationToken))
        {
            throw new UnavailableException(new Failure(
                "WEIR7481",
                string.Create(CultureInfo.InvariantCulture, $"{AtOnce} queries are under way already."),
                "Ask again in a moment; queries that read less end sooner."));
        }

        var turn = new Turn(limits.Time, memory, time, _turns, cancellationToken);
        try
        {
            var reader = await queries.QueryAsync(sql, turn.Token);
            var columns = Enumerable.Range(0, reader.FieldCount).Select(index => new QueryColumn(reader.GetName(index), reader.GetDataTypeName(index))).ToList();
            turn.Holds(reader);
            QueryAnswer? answer = null;
            return answer = new QueryAnswer(columns, RowsAsync(RowEncoder.EncodeAsync(reader, columns, turn.Token, limits.Bytes), limits, turn, () => answer!.IsCut = true, CancellationToken.None), turn);
        }
        catch (Exception error)
        {
            await turn.DisposeAsync();
            if (turn.WhyEnded(error) is { } ended)
            {
                throw ended;
            }

            throw;
        }
    }

    public void Dispose() => _turns.Dispose();

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> RowsAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> rows, QueryLimits limits, Turn turn, Action cut, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var all = rows.GetAsyncEnumerator(cancellationToken);
        var (count, bytes) = (0L, 0L);
        while (await NextAsync(all, turn))
        {
            bytes += all.Current.Length;
            if (++count > limits.Rows || bytes > limits.Bytes)
            {
                cut();
                yield break;
            }

            yield return all.Current;
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<ReadOnlyMemory<byte>> rows, Turn turn)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (Exception error) when (turn.WhyEnded(error) is { } ended)
        {
            throw ended;
        }
    }

    /// <summary>One query under way: ended when its time is up, or the memory.</summary>
    private sealed class Turn : IAsyncDisposable
    {
        private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

        private readonly TimeSpan _limit;
        private readonly SemaphoreSlim _turns;
        private readonly CancellationTokenSource _late;
        private readonly CancellationTokenSource _end;
        private readonly ITimer _look;
        private volatile bool _isMemoryGone;
        private IAsyncDisposable? _held;
        private int _isOver;

        public Turn(TimeSpan limit, ProcessMemory memory, TimeProvider time, SemaphoreSlim turns, CancellationToken cancellationToken)
        {
            (_limit, _turns) = (limit, turns);
            _late = new CancellationTokenSource(limit, time);
            _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _late.Token);
            Token = _end.Token;
            _look = time.CreateTimer(_ => Look(memory), null, LookEvery, LookEvery);
        }

        public CancellationToken Token { get; }

        public void Holds(IAsyncDisposable held) => _held = held;

        /// <summary>What to tell of an error that came because the query was ended; none when it was not, or its caller did it.</summary>
        public RefusedException? WhyEnded(Exception error) => error switch
        {
            OperationCanceledException when _isMemoryGone => new RefusedException(
                new Failure("WEIR7483", "The query took more memory than there is, and was ended.", "Ask for fewer rows or columns, or sum them up in smaller parts."), error),
            OperationCanceledException when _late.IsCancellationRequested => new RefusedException(
                new Failure(
                    "WEIR7482",
                    string.Create(CultureInfo.InvariantCulture, $"The query did not end within {_limit.TotalSeconds:0.###} seconds, and was ended."),
                    "Ask for less, such as with a WHERE on a time. 'weir query' on the machine itself has no limit."),
                error),
            _ => null,
        };

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                await _look.DisposeAsync();
                await (_held?.DisposeAsync() ?? ValueTask.CompletedTask);
                _end.Dispose();
                _late.Dispose();
                _turns.Release();
            }
        }

        private void Look(ProcessMemory memory)
        {
            if (memory.IsScarce && Volatile.Read(ref _isOver) == 0)
            {
                _isMemoryGone = true;
                try
                {
                    _end.Cancel();
                }
                catch (ObjectDisposedException)
                {
                    // It has just ended by itself.
                }
            }
        }
    }
}
