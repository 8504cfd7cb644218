namespace Weir.Server.Access.Accounts;

/// <summary>Where somebody is let in who need not say who they are: for one visit, and soon.</summary>
/// <param name="Url">The page's address, with the ticket.</param>
/// <param name="ExpiresAt">When the ticket is no good any more, in UTC.</param>
internal sealed record SignInPlace(string Url, DateTimeOffset ExpiresAt)
{
    /// <summary>Never the ticket.</summary>
    public override string ToString() => "a ticket";
}
