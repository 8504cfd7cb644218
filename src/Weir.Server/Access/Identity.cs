namespace Weir.Server.Access;

/// <summary>Who somebody was found to be.</summary>
/// <param name="Of">Names them for good, such as <c>user:ada</c>; a session is of it.</param>
/// <param name="Stamp">Changes with what they show: a session that has another is over.</param>
/// <param name="Caller">What they may do.</param>
internal sealed record Identity(string Of, string Stamp, Caller Caller);
