using Weir.Engine.Runs;
using Weir.Local.State;
using Weir.Runs;

namespace Weir.Local.Deliveries;

/// <summary>What is said to runs, in SQLite.</summary>
internal sealed class SqliteRunSignals(StateWriter writer, StateReaders readers, SignalledRuns runs, TimeProvider time) : IRunSignals
{
    public event Action<IReadOnlyList<RunSignal>>? Sent
    {
        add => runs.Sent += value;
        remove => runs.Sent -= value;
    }

    public async Task<IReadOnlyList<RunSignal>> OfAsync(RunId run, CancellationToken cancellationToken) =>
        runs.Knows(run) ? await readers.ReadAsync(tables => tables.Signals.Of(run), cancellationToken) : [];

    public async Task<IReadOnlyList<RunSignal>> SendAsync(IReadOnlyList<RunSignal> signals, CancellationToken cancellationToken)
    {
        var sending = new SendOperation(signals, runs, time.GetUtcNow(), cancellationToken);
        await writer.WriteAsync(sending);
        return sending.Stored;
    }

    private sealed class SendOperation(
        IReadOnlyList<RunSignal> signals, SignalledRuns runs, DateTimeOffset now, CancellationToken cancellationToken)
        : WriteOperation(signals.Count, cancellationToken)
    {
        private readonly SentSignals _sent = new(runs);

        public IReadOnlyList<RunSignal> Stored => _sent.Stored;

        public override void Write(StateTables tables, StateCounters counters)
        {
            _sent.Clear();
            _sent.Write(signals, now, tables, counters);
        }

        public override void Publish() => _sent.Publish();
    }
}
