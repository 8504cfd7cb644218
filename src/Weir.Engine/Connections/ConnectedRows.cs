using Weir.Engine.Warehouses;

namespace Weir.Engine.Connections;

/// <summary>The rows of a query over a connection, open. Disposing them closes the connection.</summary>
internal abstract class ConnectedRows : IRowSource, IAsyncDisposable
{
    public abstract TableShape Shape { get; }

    /// <summary>One: what comes over a connection comes in a row.</summary>
    public int MaxReaders => 1;

    public abstract IRowReader OpenReader();

    public abstract ValueTask DisposeAsync();
}
