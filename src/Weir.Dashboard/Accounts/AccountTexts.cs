namespace Weir.Dashboard.Accounts;

/// <summary>How rights are said.</summary>
internal static class AccountTexts
{
    public static string Rights(string role, IReadOnlyList<string>? tenants) => tenants is null ? role : $"{role} for {string.Join(", ", tenants)}";
}
