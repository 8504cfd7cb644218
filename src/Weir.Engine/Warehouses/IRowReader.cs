namespace Weir.Engine.Warehouses;

/// <summary>One reader's share of a row source. Used by one thread at a time.</summary>
internal interface IRowReader : IDisposable
{
    /// <summary>Writes the next rows, from index zero up, as many as fit or fewer.</summary>
    /// <returns>How many rows were written; zero when this reader's share is done.</returns>
    int Read(RowWriter rows);
}
