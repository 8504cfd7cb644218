using Weir.Engine.Runs;
using Weir.Local.State;
using Weir.Runs;

namespace Weir.Local.Runs;

/// <summary>The run log in SQLite.</summary>
internal sealed class SqliteRunLog(StateWriter writer, StateReaders readers) : IRunLog
{
    public async Task<IReadOnlyList<Run>> ListAsync(int limit, CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.Runs.Newest(limit), cancellationToken);

    public async Task<IReadOnlyList<Run>> ListAsync(IReadOnlyCollection<string> tenants, int limit, CancellationToken cancellationToken) =>
        await readers.ReadAsync<IReadOnlyList<Run>>(
            tables => [.. tenants.SelectMany(tenant => tables.Runs.NewestOf(tenant, limit)).OrderByDescending(each => each.Number).Take(limit).Select(each => each.Run)],
            cancellationToken);

    public async Task<IReadOnlyList<Run>> ListWaitingAsync(CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.Runs.Waiting(), cancellationToken);

    public Task<Run?> FindAsync(RunId id, CancellationToken cancellationToken) =>
        readers.ReadAsync(tables => tables.Runs.Find(id), cancellationToken);

    public Task<long?> DeliveryOfAsync(RunId id, CancellationToken cancellationToken) =>
        readers.ReadAsync(tables => tables.Runs.MadeOf(id), cancellationToken);

    public Task<RunPin?> PinOfAsync(RunId id, CancellationToken cancellationToken) =>
        readers.ReadAsync(tables => tables.RunSteps.RevisionOf(id) is { } revision ? new RunPin(revision) : tables.Runs.PinOf(id), cancellationToken);

    public Task<bool> NeedsAsync(string revision, CancellationToken cancellationToken) =>
        Task.Run(() => readers.ReadAsync(tables => tables.Runs.IsAnyOf(revision), cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<StepRecord>> StepsAsync(RunId id, CancellationToken cancellationToken) =>
        await StepsAsync(id, 0, int.MaxValue, cancellationToken);

    public async Task<IReadOnlyList<StepRecord>> StepsAsync(RunId id, int after, int limit, CancellationToken cancellationToken) =>
        await readers.ReadAsync(tables => tables.RunSteps.Of(id, after, limit), cancellationToken);

    public Task NoteAsync(IReadOnlyList<StepRecord> steps, CancellationToken cancellationToken) =>
        writer.WriteAsync(new NoteStepsOperation(steps, cancellationToken));
}
