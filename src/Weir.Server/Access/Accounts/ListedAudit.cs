using Weir.Engine.Access;

namespace Weir.Server.Access.Accounts;

/// <summary>An entry of the audit log, as listings print it.</summary>
internal sealed record ListedAudit(long Number, DateTimeOffset Time, string Who, string What, string? On, string From, string Result)
{
    public static ListedAudit Of(AuditEntry entry) => new(entry.Number, entry.Time, entry.Who, entry.What, entry.On, entry.From, entry.Result);
}
