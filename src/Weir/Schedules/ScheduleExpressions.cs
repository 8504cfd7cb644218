namespace Weir.Schedules;

/// <summary>Reads the times of schedules, in any of the ways in which they are written.</summary>
public static class ScheduleExpressions
{
    /// <summary>
    /// Reads five fields of cron or a word such as <c>@daily</c>; or, as Amazon EventBridge writes them, <c>cron(…)</c> with six
    /// fields, <c>rate(…)</c> or <c>at(…)</c>.
    /// </summary>
    /// <param name="text">What was written.</param>
    /// <param name="expression">The times, when it is one of these.</param>
    /// <param name="mistake">Why it is none, as the end of a sentence that begins with the text; empty otherwise.</param>
    public static bool TryParse(string text, out ScheduleExpression? expression, out string mistake)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        expression = trimmed switch
        {
            _ when Inside(trimmed, "cron") is { } fields => AwsCronExpression.Parse(fields, out mistake),
            _ when Inside(trimmed, "rate") is { } rate => RateExpression.Parse(rate, out mistake),
            _ when Inside(trimmed, "at") is { } time => AtExpression.Parse(time, out mistake),
            _ => CronExpression.TryParse(trimmed, out var cron, out mistake) ? cron : null,
        };
        return expression is not null;
    }

    private static string? Inside(string text, string function) =>
        text.StartsWith(function + "(", StringComparison.Ordinal) && text.EndsWith(')') ? text[(function.Length + 1)..^1].Trim() : null;
}
