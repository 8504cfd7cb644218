using Microsoft.AspNetCore.Http;

namespace Weir.Dashboard.Query;

/// <summary>The SQL that a page of answers is about: from its address, or from the form when it is too long for one.</summary>
internal static class QueryText
{
    private static readonly object Key = new();

    /// <summary>How long an address may be that browsers and proxies take.</summary>
    private const int LongestAddress = 6_000;

    public static string Of(HttpContext http) => http.Items[Key] as string ?? http.Request.Query["q"].ToString();

    public static void Set(HttpContext http, string sql) => http.Items[Key] = sql;

    /// <summary>The address of its answer; none when it is too long for one.</summary>
    public static string? AddressOf(string sql) => $"/query?q={Uri.EscapeDataString(sql)}" is { Length: <= LongestAddress } address ? address : null;
}
