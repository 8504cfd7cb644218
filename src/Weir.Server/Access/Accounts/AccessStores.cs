using Weir.Engine.Access;

namespace Weir.Server.Access.Accounts;

/// <summary>What who gets in stands on.</summary>
internal sealed record AccessStores
{
    public required IUsers Users { get; init; }

    public required ITokens Tokens { get; init; }

    public required ISessions Sessions { get; init; }

    public required IAuditLog Audit { get; init; }

    /// <summary>The environment's folder, where S3's pairs are.</summary>
    public required string Folder { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>How passwords are kept.</summary>
    public Passwords Passwords { get; init; } = new();
}
