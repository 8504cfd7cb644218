using System.Globalization;

using Weir.Events;
using Weir.Ids;

namespace Weir.Runs;

/// <summary>Names one run, for ever. Ids sort by the time they were made.</summary>
/// <param name="Value">A UUID of version 7.</param>
public readonly record struct RunId(Guid Value)
{
    private const string Prefix = "run_";

    /// <summary>A new id.</summary>
    /// <param name="time">The clock.</param>
    public static RunId New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return new RunId(TimeOrderedUuid.New(time));
    }

    /// <summary>The id of the run that a pipeline makes of an event: always the same, over all attempts and processes.</summary>
    /// <param name="started">The event that starts the run.</param>
    /// <param name="pipeline">The pipeline, by name.</param>
    public static RunId Of(EventId started, string pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return new RunId(TimeOrderedUuid.From(started.Value, pipeline));
    }

    /// <summary>Names one step of the run: the same over all attempts and processes, so that whoever is asked twice can tell.</summary>
    /// <param name="step">The step, by name.</param>
    /// <returns>A UUID.</returns>
    public string IdempotencyKeyOf(string step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return TimeOrderedUuid.From(Value, step).ToString();
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">Such as <c>run_0190…</c>.</param>
    /// <param name="id">The id, when it is one.</param>
    public static bool TryParse(string text, out RunId id)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parsed = Guid.TryParseExact(text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text, "N", out var value);
        id = new RunId(value);
        return parsed;
    }

    /// <summary><c>run_</c> and 32 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value:N}");
}
