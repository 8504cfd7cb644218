using Weir.Engine.Access;

namespace Weir.Server.Access.Accounts;

/// <summary>An entry of the audit log, as listings print it.</summary>
/// <param name="Number">Its place in the log.</param>
/// <param name="Time">When it was done, in UTC.</param>
/// <param name="Who">Who did it.</param>
/// <param name="What">What was done: a call, or a word such as <c>user add</c>.</param>
/// <param name="On">What it was done to; null when nothing is known of that.</param>
/// <param name="From">From where: an address, or <c>this machine</c>.</param>
/// <param name="Result">What became of it: the status of the answer, <c>ok</c> or <c>refused</c>.</param>
internal sealed record ListedAudit(long Number, DateTimeOffset Time, string Who, string What, string? On, string From, string Result)
{
    public static ListedAudit Of(AuditEntry entry) => new(entry.Number, entry.Time, entry.Who, entry.What, entry.On, entry.From, entry.Result);
}
