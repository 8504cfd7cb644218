using System.Diagnostics.CodeAnalysis;

using Weir.Functions;
using Weir.Pipelines;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Templates;

namespace Weir.Project.Reading;

/// <summary>The keys of a step that calls a function.</summary>
internal static class FunctionStepKeys
{
    private static readonly Key<Envelope> Envelope = new(
        "envelope",
        "What the object's event comes in: S3's own notification, that within a message of a queue, or that within a topic's notification within a message of a queue.",
        Scalars.Choice(
            new Dictionary<string, Envelope>
            {
                ["s3"] = Functions.Envelope.S3,
                ["sqs"] = Functions.Envelope.Sqs,
                ["sqs_sns"] = Functions.Envelope.SqsSns,
            },
            []))
    {
        Default = "s3",
    };

    private static readonly Key<ValueTemplate> Input = new(
        "input", "What the function gets in place of the event: any value, whose texts may hold `{{…}}`.", ValueTemplates.Shape)
    {
        Example = "{ order: \"{{event.stem}}\" }",
    };

    /// <summary>The function, by name: the key that makes a step call one.</summary>
    public static Key<string> Function { get; } = new(
        "function",
        "Calls a function with the event that started the run, as AWS would. Later steps may name what it answers as `steps.NAME.outputs`.",
        new ScalarShape<string>(new Description("string", "the name of a function"), TryReadFunction))
    {
        Example = "curate",
    };

    /// <summary>Those of its own, which stand beside one another in the step.</summary>
    public static IReadOnlyList<Key> All { get; } = [Function, Envelope, Input];

    /// <summary>Makes the step, which has no name yet.</summary>
    public static StepDefinition.Function Build(string called, Fields fields) => new(called)
    {
        Name = "",
        Envelope = fields.Get(Envelope, Functions.Envelope.S3),
        Input = fields.TryGet(Input, out var input) ? input : null,
        From = fields.TryGet(CodeKeys.From, out var from) ? from : null,
        To = fields.TryGet(CodeKeys.To, out var to) ? to : null,
        Env = CodeKeys.EnvIn(fields),
    };

    /// <summary>Notes keys that contradict each other.</summary>
    public static bool Check(Fields fields, ReadingContext reading)
    {
        if (fields.Has(Envelope) && fields.Has(Input))
        {
            reading.Wrong(
                fields.NameOf(Input), "WEIR2521", $"{reading.Label} has 'envelope' and 'input', and 'input' takes the place of the event.", "Remove one of the two.");
            return false;
        }

        return true;
    }

    /// <summary>Notes envelopes of objects' events in a pipeline that something else starts.</summary>
    public static void CheckEnvelopes(
        IEnumerable<ListShape<TriggerDefinition>.Item> triggers, IEnumerable<ListShape<StepDefinition>.Item> steps, ReadingContext reading)
    {
        if (triggers.All(trigger => trigger.Value is TriggerDefinition.ObjectCreated))
        {
            return;
        }

        foreach (var node in steps.Select(step => (step.Node as YamlNode.Map)?[Envelope.Name]).OfType<YamlNode>())
        {
            reading.Wrong(
                node,
                "WEIR2521",
                $"{reading.Label} has a step with an envelope for objects' events, and is not started by objects alone.",
                "Remove 'envelope', or make a pipeline of its own for the other triggers.");
        }
    }

    private static bool TryReadFunction(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        if (reading.Functions is not { } known || known.Contains(scalar.Text))
        {
            return true;
        }

        reading.Wrong(
            scalar,
            "WEIR2519",
            $"{reading.Label} names the function '{scalar.Text}', which the project does not have.",
            known.Count == 0 ? $"Make a folder functions/{scalar.Text} with a handler.py, an index.mjs or the like." : Nearest.Hint(scalar.Text, [.. known], "There are"));
        return false;
    }
}
