namespace Weir.Engine.Access;

/// <summary>A browser in which somebody signed in.</summary>
/// <param name="Hash">The hash of what the browser shows.</param>
/// <param name="Of">Who signed in, and how, such as <c>user:ada</c>.</param>
/// <param name="Stamp">What was known of them then: it ends with their password, or with their token.</param>
/// <param name="CreatedAt">When they did, in UTC.</param>
/// <param name="SeenAt">When the browser was last heard of, about, in UTC.</param>
/// <param name="EndsAt">When it ends whatever happens, in UTC.</param>
internal sealed record Session(string Hash, string Of, string Stamp, DateTimeOffset CreatedAt, DateTimeOffset SeenAt, DateTimeOffset EndsAt);
