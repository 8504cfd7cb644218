using System.Text.RegularExpressions;

using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The keys of <c>env</c>: variables for a function, or for the command of a step.</summary>
internal static partial class EnvKeys
{
    private const string NamePattern = "^[A-Za-z_][A-Za-z0-9_]*$";

    /// <summary>Names with a meaning of their own to a function, which Weir sets.</summary>
    private static readonly string[] Reserved =
    [
        "_HANDLER", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "AWS_LAMBDA_RUNTIME_API", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_INITIALIZATION_TYPE", "_X_AMZN_TRACE_ID", "WEIR_WORKER",
    ];

    /// <summary>The variables of a function, by name.</summary>
    public static MapShape<HandlebarsTemplate> OfFunction { get; } =
        new("variable", new EnvValues(reading => reading.NamesOutsideOfRuns), CheckName) { NamePattern = NamePattern };

    /// <summary>The variables of a step, by name: their values may hold <c>{{…}}</c>.</summary>
    public static MapShape<HandlebarsTemplate> OfStep { get; } = new("variable", new EnvValues(reading => reading.StepNames), CheckNameOfStep) { NamePattern = NamePattern };

    private static void CheckNameOfStep(YamlNode.Scalar name, ReadingContext reading)
    {
        if (Name.IsMatch(name.Text) && (name.Text.StartsWith("WEIR_", StringComparison.Ordinal) || name.Text == "TMPDIR"))
        {
            reading.Wrong(name, "WEIR2516", $"The variable '{name.Text}' is set by Weir itself.", "Choose another name.");
        }
        else
        {
            CheckName(name, reading);
        }
    }

    private static void CheckName(YamlNode.Scalar name, ReadingContext reading)
    {
        if (!Name.IsMatch(name.Text))
        {
            reading.Wrong(
                name, "WEIR2516", $"'{name.Text}' cannot be the name of an environment variable.", "Use letters, digits and '_', with a letter or '_' first.");
        }
        else if (Reserved.Contains(name.Text))
        {
            reading.Wrong(name, "WEIR2516", $"The variable '{name.Text}' is set by Weir itself.", "Choose another name.");
        }
    }

    [GeneratedRegex(NamePattern + "(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex Name { get; }
}
