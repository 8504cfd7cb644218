using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The keys of a step that runs a command.</summary>
internal static partial class ShellKeys
{
    private const string ProgramPattern = "^[A-Za-z0-9][A-Za-z0-9._+-]*$";

    /// <summary>Shells in whose single quotes nothing has a meaning.</summary>
    private static readonly string[] Shells = ["sh", "bash", "dash", "ash", "ksh", "zsh"];

    private static readonly Key<HandlebarsTemplate> Run = new("run", "The command.", TextTemplates.OfStep("a command"))
    {
        IsRequired = true,
        Example = "wc -l < \"$WEIR_FROM\"",
    };

    private static readonly Key<HandlebarsTemplate> WorkingDirectory = new(
        "working_directory", "Where it runs, from the project's folder.", TextTemplates.OfStep("a folder"))
    {
        Default = "the scratch folder of the run",
        Example = "dbt",
    };

    private static readonly Key<string> Program = new(
        "shell", "The program that reads it, such as `bash` or `python3`: it is called with a file that holds the command.", new ScalarShape<string>(
            new Description("string", "the name of a program") { Pattern = ProgramPattern }, TryReadProgram))
    {
        Default = "sh, which ends at the first command that fails",
        Example = "bash",
    };

    /// <summary>The step's key.</summary>
    public static Key<Command> Step { get; } = new(
        "shell",
        "Runs a command in the scratch folder of the run, `WEIR_RUN_DIR`. Later steps may name what it appends to the file `WEIR_OUTPUT`, "
        + "as lines name=value, as `steps.NAME.outputs.name`.",
        new EitherShape<Command>(
            new ScalarShape<Command>(new Description("string", "a command, which may hold {{…}}"), TryReadText),
            new RecordShape<Command>([Run, WorkingDirectory, Program], BuildCommand)))
    {
        Example = "echo \"rows=$(wc -l < \"$WEIR_FROM\")\" >> \"$WEIR_OUTPUT\"",
    };

    /// <summary>Makes the step, which has no name yet. Null when a mistake was noted.</summary>
    public static StepDefinition.Shell? Build(Command command, Fields fields, ReadingContext reading) => !IsSafe(command, fields.NodeOf(Step), reading) ? null : new(command.Run)
    {
        Name = "",
        Interpreter = command.Program,
        WorkingDirectory = command.WorkingDirectory,
        Env = CodeKeys.EnvIn(fields),
        From = fields.TryGet(CodeKeys.From, out var from) ? from : null,
        To = fields.TryGet(CodeKeys.To, out var to) ? to : null,
    };

    private static bool IsSafe(Command command, YamlNode node, ReadingContext reading) => Shells.Contains(command.Program)
        ? RawTemplates.Check(command.Run, node, reading, [TemplateHelpers.Quote], "a shell", "Write {{quote …}}, or give it by 'env'")
        : RawTemplates.Check(command.Run, node, reading, [], "a program", "Give it by 'env'");

    private static Command BuildCommand(Fields fields, ReadingContext reading) => new(fields.Get(Run))
    {
        WorkingDirectory = fields.TryGet(WorkingDirectory, out var folder) ? folder : null,
        Program = fields.Get(Program, "sh"),
    };

    private static bool TryReadText(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out Command value)
    {
        value = TextTemplates.OfStep("a command").TryRead(scalar, reading, out var run) ? new Command(run) : null;
        return value is not null;
    }

    private static bool TryReadProgram(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        if (ProgramText.IsMatch(scalar.Text))
        {
            return true;
        }

        reading.Wrong(
            scalar, "WEIR2532", $"{reading.Label} is '{scalar.Text}', which is no name of a program.", "Write the name of a program on the PATH, without arguments: sh, bash or python3.");
        return false;
    }

    [GeneratedRegex(ProgramPattern + "(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex ProgramText { get; }

    /// <summary>A command as it is written.</summary>
    /// <param name="Run">What is run.</param>
    internal sealed record Command(HandlebarsTemplate Run)
    {
        /// <summary>Where it runs.</summary>
        public HandlebarsTemplate? WorkingDirectory { get; init; }

        /// <summary>What reads it.</summary>
        public string Program { get; init; } = "sh";
    }
}
