using System.Globalization;

using Weir.Failures;
using Weir.Pipelines;
using Weir.Schedules;
using Weir.Templates;

namespace Weir.Engine.Steps;

/// <summary>Reads when something is to be.</summary>
internal static class Moments
{
    /// <summary>The moment that a condition names.</summary>
    /// <param name="condition">How long, or until when.</param>
    /// <param name="context">What its template may name.</param>
    /// <param name="now">From when on.</param>
    /// <exception cref="RefusedException">WEIR5036: it is no duration, or no time.</exception>
    public static DateTimeOffset? Of(WaitCondition condition, StepContext context, DateTimeOffset now) => condition switch
    {
        WaitCondition.For wait => now + DurationOf(wait.Duration, context),
        WaitCondition.Until until => TimeOf(until.Time, context),
        _ => null,
    };

    private static TimeSpan DurationOf(Template template, StepContext context) =>
        DurationText.TryParse(template.Render(context.Scope).Trim(), out var duration)
            ? duration
            : throw No(template, context, "a duration", "Write a whole number and a unit: 500ms, 10s, 5m, 1h or 1d.");

    private static DateTimeOffset TimeOf(Template template, StepContext context) =>
        DateTimeOffset.TryParse(
            template.Render(context.Scope).Trim(),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? time
            : throw No(template, context, "a time", "Write it as 2026-01-31T08:05:00Z; without a zone it is UTC.");

    private static RefusedException No(Template template, StepContext context, string wanted, string hint) => new(new Failure(
        "WEIR5036", $"The template '{template}' became '{template.Render(context.Scope)}', which is not {wanted}.", hint));
}
