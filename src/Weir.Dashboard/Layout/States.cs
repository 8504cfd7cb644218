namespace Weir.Dashboard.Layout;

/// <summary>How states look: never by color alone.</summary>
internal static class States
{
    /// <summary>The class of a state: <c>good</c>, <c>bad</c>, <c>busy</c>, <c>wait</c> or <c>still</c>.</summary>
    public static string ToneOf(string state) => state.ToLowerInvariant() switch
    {
        "succeeded" or "loaded" or "ok" or "same" or "passed" or "done" or "success" => "good",
        "failed" or "load_failed" or "crashed" or "dead" or "different" or "failure" or "error" => "bad",
        "running" or "loading" => "busy",
        "waiting" or "retrying" or "queued" or "paused" or "partially_loaded" or "warning" or "rejected" => "wait",
        _ => "still",
    };

    public static string IconOf(string state) => state.ToLowerInvariant() switch
    {
        "succeeded" or "loaded" or "ok" or "same" or "passed" or "done" or "success" => "ok",
        "failed" or "load_failed" or "crashed" or "dead" or "different" or "failure" or "error" => "fail",
        "running" or "loading" => "running",
        "retrying" => "retry",
        "paused" => "pause",
        "partially_loaded" or "warning" => "warn",
        "waiting" or "queued" => "wait",
        "cancelled" or "rejected" => "cancel",
        "skipped" => "skip",
        _ => "dot",
    };
}
