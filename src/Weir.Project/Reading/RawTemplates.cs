using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>
/// Templates in texts that are run: a value such as an object's name comes from outside, and must not become a part of what is run
/// unless somebody says so.
/// </summary>
internal static class RawTemplates
{
    /// <summary>Notes a template whose value stands in the text as it is.</summary>
    /// <param name="template">The text.</param>
    /// <param name="node">Where it stands.</param>
    /// <param name="reading">What is being read.</param>
    /// <param name="safe">The helpers that make a value safe here.</param>
    /// <param name="reader">Who reads the text.</param>
    /// <param name="remedy">What to do.</param>
    /// <returns>False when there is one.</returns>
    public static bool Check(
        HandlebarsTemplate template, YamlNode node, ReadingContext reading, IReadOnlyCollection<string> safe, string reader, string remedy)
    {
        var raw = template.Values.FirstOrDefault(value => !IsSafe(value, safe));
        if (raw is not null)
        {
            reading.Wrong(
                node,
                "WEIR2530",
                $"{reading.Label} puts {raw} as it is into what {reader} reads: whoever chooses that value chooses what is run.",
                $"{remedy}; {{{{raw …}}}} says that it is meant so.");
        }

        return raw is null;
    }

    private static bool IsSafe(Expression value, IReadOnlyCollection<string> safe) => value switch
    {
        Expression.Constant => true,
        Expression.Call call => call.Helper.Name == TemplateHelpers.Raw || safe.Contains(call.Helper.Name),
        _ => false,
    };
}
