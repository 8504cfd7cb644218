namespace Weir.Server.Access.Tenants;

/// <summary>What somebody limited to tenants may ask at all: what is divided between tenants. All else is refused.</summary>
internal static class DividedRoutes
{
    /// <summary>Methods and patterns.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "GET /api/v1/me",
        "GET /api/v1/openapi.json",
        "GET /api/v1/status",
        "GET /api/v1/objects",
        "POST /api/v1/objects",
        "POST /api/v1/objects/remove",
        "GET /api/v1/object",
        "PUT /api/v1/object",
        "DELETE /api/v1/object",
        "GET /api/v1/runs",
        "GET /api/v1/runs/{id}",
        "GET /api/v1/runs/{id}/logs",
        "POST /api/v1/pipelines/{name}/runs",
        "POST /api/v1/runs/{id}/cancel",
        "POST /api/v1/runs/{id}/pause",
        "POST /api/v1/runs/{id}/resume",
        "POST /api/v1/runs/{id}/approve",
        "POST /api/v1/runs/{id}/reject",
        "POST /api/v1/runs/{id}/rerun",
        "GET /api/v1/approvals",
        "POST /sign-out",
        "GET /",
        "GET /live",
        "GET /runs",
        "GET /runs/{id}",
        "POST /runs/{id}/say",
        "POST /runs/{id}/rerun",
        "GET /approvals",
        "POST /approvals/{run}",
        "GET /upload",
        "POST /upload",
        "GET /upload/trail",
    };

    private static readonly HashSet<(string Method, string Pattern)> Known = [.. All.Select(each => (each.Split(' ')[0], each.Split(' ')[1]))];

    /// <summary>Whether a request to an endpoint is one of them.</summary>
    public static bool Has(string method, string? pattern) => pattern is not null && Known.Contains((method, pattern));
}
