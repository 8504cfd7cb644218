namespace Weir.Engine.Access;

/// <summary>The browsers in which somebody signed in. Those whose time is over go by themselves.</summary>
internal interface ISessions
{
    /// <summary>The one of a hash, even when its time is over; none when there is none.</summary>
    Task<Session?> FindAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Keeps a new session.</summary>
    Task AddAsync(Session session, CancellationToken cancellationToken);

    /// <summary>Notes that the browser was heard of. A session that was ended meanwhile stays so.</summary>
    Task TouchAsync(string hash, DateTimeOffset seen, CancellationToken cancellationToken);

    /// <summary>Ends a session.</summary>
    Task EndAsync(string hash, CancellationToken cancellationToken);
}
