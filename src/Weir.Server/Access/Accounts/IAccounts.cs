using Weir.Server.Operations;

namespace Weir.Server.Access.Accounts;

/// <summary>Who may do what, and who did: in this process or in a running <c>weir up</c>.</summary>
internal interface IAccounts
{
    Task<IReadOnlyList<ListedUser>> ListUsersAsync(CancellationToken cancellationToken);

    /// <exception cref="Weir.Failures.RefusedException">WEIR7421: something of it cannot be. WEIR7422: there is such a user.</exception>
    Task AddUserAsync(UserOrder order, CancellationToken cancellationToken);

    /// <exception cref="Weir.Failures.RefusedException">WEIR7423: there is no such user.</exception>
    Task RemoveUserAsync(string name, CancellationToken cancellationToken);

    /// <summary>Gives a user another password. The browsers in which the user signed in are signed out.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7421: it cannot be one. WEIR7423: there is no such user.</exception>
    Task SetPasswordAsync(string name, string password, CancellationToken cancellationToken);

    Task<IReadOnlyList<ListedToken>> ListTokensAsync(CancellationToken cancellationToken);

    /// <exception cref="Weir.Failures.RefusedException">WEIR7421: something of it cannot be. WEIR7422: there is such a token.</exception>
    Task<MadeToken> CreateTokenAsync(TokenOrder order, CancellationToken cancellationToken);

    /// <summary>Makes a pair of S3 keys that reaches one tenant's objects alone. A running endpoint takes it within a second.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7421: something of it cannot be. WEIR7422: there is such a one. WEIR7302: the file refuses.</exception>
    Task<MadePair> CreatePairAsync(PairOrder order, CancellationToken cancellationToken);

    /// <summary>Ends a token, or a pair of S3 keys.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7423: there is none of that name, or it is over.</exception>
    Task RevokeTokenAsync(string name, CancellationToken cancellationToken);

    /// <summary>What was done, the newest first, after a page when its end is given.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7480: no page ended there.</exception>
    Task<Page<ListedAudit>> ListAuditAsync(int limit, string? after, CancellationToken cancellationToken);

    /// <summary>Makes a ticket for the one who asks.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR7424: there is no page.</exception>
    Task<SignInPlace> OpenAsync(CancellationToken cancellationToken);
}
