using Weir.Engine.Deliveries;

namespace Weir.Tests.Engine.Deliveries;

public sealed class IsolationTests
{
    [Fact]
    public async Task Work_goes_on_side_by_side()
    {
        using var isolation = new Isolation();

        using var one = await isolation.EnterAsync(isAlone: false, default);
        using var two = await isolation.EnterAsync(isAlone: false, default);
    }

    [Fact]
    public async Task Work_that_is_alone_waits_for_the_others_and_keeps_newcomers_out()
    {
        using var isolation = new Isolation();
        var one = await isolation.EnterAsync(isAlone: false, default);
        var two = await isolation.EnterAsync(isAlone: false, default);

        var alone = isolation.EnterAsync(isAlone: true, default).AsTask();
        var late = isolation.EnterAsync(isAlone: false, default).AsTask();
        one.Dispose();
        Assert.False(alone.IsCompleted);
        two.Dispose();

        using (await alone)
        {
            Assert.False(late.IsCompleted);
        }

        (await late).Dispose();
    }

    [Fact]
    public async Task One_that_gives_up_waiting_to_be_alone_lets_the_others_in()
    {
        using var isolation = new Isolation();
        var one = await isolation.EnterAsync(isAlone: false, default);
        using var given = new CancellationTokenSource();
        var alone = isolation.EnterAsync(isAlone: true, given.Token).AsTask();

        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alone);

        (await isolation.EnterAsync(isAlone: false, default)).Dispose();
        one.Dispose();
        (await isolation.EnterAsync(isAlone: true, default)).Dispose();
    }
}
