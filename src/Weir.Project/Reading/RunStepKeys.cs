using System.Diagnostics.CodeAnalysis;

using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Templates;

namespace Weir.Project.Reading;

/// <summary>The keys of the steps that have other pipelines run, now or later.</summary>
internal static class RunStepKeys
{
    private static readonly ScalarShape<string> PipelineName = new(new Description("string", "the name of a pipeline"), TryReadPipeline);

    private static readonly Key<string> Pipeline = new("pipeline", "The pipeline. It has `manual: true` among its triggers.", PipelineName)
    {
        IsRequired = true,
        Example = "load-tenant",
    };

    private static readonly Key<IReadOnlyDictionary<string, ValueTemplate>> Inputs = new(
        "inputs",
        "What it is given, by name.",
        new MapShape<ValueTemplate>("input", ValueTemplates.Kept, (name, reading) => Names.Check(name, reading, Names.LowerCase, "WEIR2203")))
    {
        Example = "{ tenant: \"{{matrix.tenant}}\" }",
    };

    private static readonly Key<bool> Wait = new(
        "wait", "Whether the step ends when that run does, and fails if it fails; otherwise it ends at once.", Scalars.Boolean)
    {
        Default = "true",
    };

    private static readonly Key<HandlebarsTemplate> In = new("in", "How long from now.", WaitKeys.Duration()) { Example = "10m" };

    private static readonly Key<HandlebarsTemplate> At = new("at", "When: a time such as `2026-01-31T08:05:00Z`.", TextTemplates.Kept("a time", LiteralChecks.IsTime))
    {
        Example = "\"{{event.message.when}}\"",
    };

    private static readonly Key<bool> Until = new(
        "until",
        "With `success` it starts again after each run that failed, until one has succeeded.",
        Scalars.Choice(new Dictionary<string, bool> { ["success"] = true }, []))
    {
        Default = "it starts once",
        Example = "success",
    };

    private static readonly Key<TimeSpan> Every = new("every", "How long after a run that failed it starts again.", Scalars.Duration(TimeSpan.FromDays(30)))
    {
        Default = "10m",
    };

    private static readonly Key<int> MaxRuns = new("max_runs", "How many runs it starts at the most, with `until: success`. Any number by default.", Scalars.Integer(1, 1_000_000));

    /// <summary>The step that has another pipeline run.</summary>
    public static Key<StepDefinition.Run> Run { get; } = new(
        "run",
        "Runs another pipeline. Later steps may name that run as `steps.NAME.outputs.run`.",
        new RunShape())
    {
        Example = "{ pipeline: load-tenant, inputs: { tenant: acme } }",
    };

    /// <summary>The step that has another pipeline run later.</summary>
    public static Key<StepDefinition.Schedule> Schedule { get; } = new(
        "schedule",
        "Has another pipeline run once, later. What was scheduled is gone when it has run; with `until: success`, when a run of it has succeeded.",
        new RecordShape<StepDefinition.Schedule>([Pipeline, In, At, Inputs, Until, Every, MaxRuns], BuildSchedule) { ExactlyOneOf = [In, At] })
    {
        Example = "{ pipeline: set-up-account, in: 10m, until: success }",
    };

    /// <summary>Notes steps that ask for runs of pipelines that nobody may ask for, or with inputs that those do not take.</summary>
    /// <param name="pipelines">The pipelines, by name.</param>
    /// <param name="node">Where they stand.</param>
    /// <param name="reading">Takes the mistakes.</param>
    public static void Check(IReadOnlyDictionary<string, PipelineDefinition> pipelines, YamlNode node, ReadingContext reading)
    {
        foreach (var pipeline in pipelines.Values)
        {
            foreach (var step in pipeline.AllSteps)
            {
                var (called, inputs) = step switch
                {
                    StepDefinition.Run run => (run.Pipeline, run.Inputs),
                    StepDefinition.Schedule schedule => (schedule.Pipeline, schedule.Inputs),
                    _ => ("", []),
                };
                if (pipelines.TryGetValue(called, out var other) && Mistake(other, inputs) is var (code, message, hint))
                {
                    reading.Wrong(
                        (node as YamlNode.Map)?.Entries.FirstOrDefault(entry => entry.Key.Text == pipeline.Name).Key ?? node,
                        code,
                        $"The step '{step.Name}' of the pipeline '{pipeline.Name}' {message}",
                        hint);
                }
            }
        }
    }

    private static (string Code, string Message, string Hint)? Mistake(PipelineDefinition called, IReadOnlyList<KeyValuePair<string, ValueTemplate>> inputs)
    {
        if (!called.Triggers.OfType<TriggerDefinition.Manual>().Any())
        {
            return ("WEIR2334", $"runs '{called.Name}', which is started by nothing but its triggers.", $"Add - manual: true to the triggers of '{called.Name}'.");
        }

        if (inputs.FirstOrDefault(given => called.Inputs.All(input => input.Name != given.Key)).Key is { } unknown)
        {
            return ("WEIR2335", $"gives '{called.Name}' the input '{unknown}', which it does not have.", called.Inputs.Count == 0
                ? "It takes none."
                : Nearest.Hint(unknown, [.. called.Inputs.Select(input => input.Name)], "Its inputs are"));
        }

        foreach (var (name, given) in inputs)
        {
            if (TextOf(given) is { } text && called.Inputs.First(input => input.Name == name).WhyNot(text) is { } why)
            {
                return ("WEIR2335", $"gives '{called.Name}' the input '{name}' as '{text}', which {why}.", "Give another value.");
            }
        }

        return called.Inputs.FirstOrDefault(input => input.IsRequired && inputs.All(given => given.Key != input.Name)) is { } missing
            ? ("WEIR2335", $"does not give '{called.Name}' the input '{missing.Name}', which it requires.", $"Add {missing.Name} to the step's 'inputs'.")
            : null;
    }

    /// <summary>What a value is as an input; none when that is known only in a run.</summary>
    private static string? TextOf(ValueTemplate given) => given switch
    {
        ValueTemplate.Constant constant => constant.Json,
        ValueTemplate.Text { Template: HandlebarsTemplate { IsLiteral: true } literal } => literal.Text,
        _ => null,
    };

    private static StepDefinition.Schedule? BuildSchedule(Fields fields, ReadingContext reading)
    {
        if (!fields.Has(Until) && new Key[] { Every, MaxRuns }.FirstOrDefault(fields.Has) is { } stray)
        {
            reading.Wrong(fields.NameOf(stray), "WEIR2336", $"{reading.Label} has '{stray.Name}' without 'until', and starts once.", "Add until: success, or remove the key.");
            return null;
        }

        WaitCondition? when = fields.TryGet(In, out var duration) ? new WaitCondition.For(duration) : fields.TryGet(At, out var time) ? new WaitCondition.Until(time) : null;
        return when is null ? null : new StepDefinition.Schedule(fields.Get(Pipeline), InputsIn(fields), when)
        {
            Name = "",
            UntilSuccess = fields.Get(Until, false),
            Every = fields.Get(Every, TimeSpan.FromMinutes(10)),
            MaxRuns = fields.TryGet(MaxRuns, out var most) ? most : null,
        };
    }

    private static List<KeyValuePair<string, ValueTemplate>> InputsIn(Fields fields) => fields.TryGet(Inputs, out var inputs) ? [.. inputs] : [];

    private static bool TryReadPipeline(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        if (reading.Pipelines is not { } known || known.Contains(scalar.Text))
        {
            return true;
        }

        reading.Wrong(
            scalar, "WEIR2306", $"{reading.Label} names the pipeline '{scalar.Text}', which the project does not have.", Nearest.Hint(scalar.Text, [.. known], "There are"));
        return false;
    }

    /// <summary>A pipeline's name alone, or a map that says more.</summary>
    private sealed class RunShape : Shape<StepDefinition.Run>
    {
        private readonly RecordShape<StepDefinition.Run> _map = new(
            [Pipeline, Inputs, Wait],
            (fields, _) => new StepDefinition.Run(fields.Get(Pipeline), InputsIn(fields), fields.Get(Wait, true)) { Name = "" });

        public override Description Describe => PipelineName.Describe with { Or = _map.Describe };

        public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out StepDefinition.Run value)
        {
            if (node is not YamlNode.Scalar)
            {
                return _map.TryRead(node, reading, out value);
            }

            value = PipelineName.TryRead(node, reading, out var name) ? new StepDefinition.Run(name, [], IsAwaited: true) { Name = "" } : null;
            return value is not null;
        }
    }
}
