namespace Weir.DuckDb.Sessions;

/// <summary>A connection, as its commands see it.</summary>
internal interface ISessionHolder
{
    /// <exception cref="InvalidOperationException">The connection is not open.</exception>
    Session Session { get; }

    /// <summary>Forgets the open transaction when it has ended.</summary>
    void TransactionEnded();
}
