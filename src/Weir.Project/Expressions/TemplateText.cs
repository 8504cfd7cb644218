using System.Globalization;

using Weir.Failures;

namespace Weir.Project.Expressions;

/// <summary>How values look in the text of a template.</summary>
internal static class TemplateText
{
    /// <summary>The value as text: invariant, times in UTC as ISO 8601.</summary>
    public static string Of(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>The refusal to render a name that has no value.</summary>
    /// <param name="name">The name.</param>
    /// <param name="beside">What is there instead, as a sentence; nothing when that is not known.</param>
    public static RefusedException Absent(string name, string? beside) => new(new Failure(
        "WEIR5001",
        $"The template names {name}, which has no value here.",
        $"{beside}Give it one for that case: {{{{default {name} \"…\"}}}}."));
}
