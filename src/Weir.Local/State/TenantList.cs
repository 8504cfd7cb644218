namespace Weir.Local.State;

/// <summary>How the names of tenants are stored, which have no commas; nothing stands for no limit.</summary>
internal static class TenantList
{
    public static string? Write(IReadOnlyList<string>? tenants) => tenants is null ? null : string.Join(',', tenants);

    public static IReadOnlyList<string>? Read(string? stored) => stored?.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
