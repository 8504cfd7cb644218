using Weir.Deliveries;
using Weir.Engine.Deliveries;
using Weir.Local.State;
using Weir.Runs;

namespace Weir.Local.Deliveries;

/// <summary>Dead letters in SQLite.</summary>
internal sealed class SqliteDeadLetters(StateWriter writer, StateReaders readers, SubscriberQueues queues) : IDeadLetters
{
    /// <summary>Redriven in one transaction, so that others may write in between.</summary>
    private const int Batch = 1_000;

    public async Task<IReadOnlyList<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken) =>
        (await PageAsync(limit, before: null, cancellationToken)).Letters;

    public async Task<(IReadOnlyList<DeadLetter> Letters, long? Next)> PageAsync(int limit, long? before, CancellationToken cancellationToken)
    {
        var letters = await readers.ReadAsync(tables => tables.DeadLetters.Newest(limit + 1, before ?? long.MaxValue), cancellationToken);
        return ([.. letters.Take(limit).Select(letter => letter.Letter)], letters.Count > limit ? letters[limit - 1].Number : null);
    }

    public Task<long> CountAsync(CancellationToken cancellationToken) =>
        readers.ReadAsync(tables => tables.DeadLetters.Count(), cancellationToken);

    public async Task<int> RedriveAsync(IReadOnlyList<long>? deliveryIds, CancellationToken cancellationToken)
    {
        // All means all that are there now: one that dies again in the meantime is not taken up again.
        var ids = deliveryIds ?? await readers.ReadAsync(tables => tables.DeadLetters.Ids(), cancellationToken);
        var redriven = 0;
        foreach (var batch in ids.Chunk(Batch))
        {
            var redrive = new RedriveOperation(queues, batch, cancellationToken);
            await writer.WriteAsync(redrive);
            redriven += redrive.Redriven;
        }

        return redriven;
    }

    public async Task<bool> RedriveOriginalAsync(long deliveryId, RunId run, CancellationToken cancellationToken)
    {
        var redrive = new RedriveOperation(queues, [deliveryId], cancellationToken) { Pinned = run };
        await writer.WriteAsync(redrive);
        return redrive.Redriven > 0;
    }
}
