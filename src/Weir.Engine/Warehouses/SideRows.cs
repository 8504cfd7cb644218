namespace Weir.Engine.Warehouses;

/// <summary>Rows from outside of the warehouse, open. Disposing them closes where they come from.</summary>
/// <param name="input">The rows.</param>
/// <param name="check">Makes sure that all of them could be read; called once they have been.</param>
/// <param name="closing">What is to be closed; nothing when there is nothing.</param>
internal sealed class SideRows(LoadInput input, Action check, IAsyncDisposable? closing) : IAsyncDisposable
{
    public LoadInput Input => input;

    /// <exception cref="Weir.Failures.RefusedException">WEIR6045: rows were left out because they do not fit.</exception>
    public void Check() => check();

    public ValueTask DisposeAsync() => closing?.DisposeAsync() ?? ValueTask.CompletedTask;
}
