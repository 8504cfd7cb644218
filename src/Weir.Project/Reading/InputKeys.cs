using Weir.Pipelines;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The keys of an input.</summary>
internal static class InputKeys
{
    private static readonly Key<InputType> Type = new(
        "type",
        "What it may be.",
        Scalars.Choice(
            new Dictionary<string, InputType>
            {
                ["string"] = InputType.String,
                ["integer"] = InputType.Integer,
                ["number"] = InputType.Number,
                ["boolean"] = InputType.Boolean,
            },
            []))
    {
        Default = "string",
    };

    private static readonly Key<TestValue> Default = new("default", "What holds when it is not given.", TestValues.Shape);

    private static readonly Key<bool> Required = new("required", "Whether it must be given.", Scalars.Boolean) { Default = "false" };

    private static readonly Key<IReadOnlyList<ListShape<TestValue>.Item>> Options = new(
        "options", "The only values that it may have.", new ListShape<TestValue>("option", TestValues.Shape))
    {
        Example = "[dev, prod]",
    };

    private static readonly Key<string> Description = new("description", "What it is for, shown to whoever asks for a run.", Scalars.Text("a text"));

    private static readonly MapShape<InputDefinition> Map = new(
        "input",
        new RecordShape<InputDefinition>([Type, Default, Required, Options, Description], Build) { MayBeNothing = true },
        (name, reading) => Names.Check(name, reading, Names.LowerCase, "WEIR2203"));

    /// <summary>The inputs of a pipeline, by name.</summary>
    public static Key<IReadOnlyDictionary<string, InputDefinition>> Key { get; } = new(
        "inputs",
        "What whoever asks for a run may give, by name. Templates name it as `inputs.NAME`; a run that something else started has the defaults.",
        Map)
    {
        Example = "{ environment: { options: [dev, prod], default: dev } }",
    };

    /// <summary>No inputs.</summary>
    public static IReadOnlyDictionary<string, InputDefinition> None { get; } = new Dictionary<string, InputDefinition>();

    /// <summary>The names that templates may use.</summary>
    /// <param name="inputs">What stands under the key.</param>
    public static IEnumerable<string> NamesOf(YamlNode? inputs) => (inputs as YamlNode.Map)?.Entries.Select(entry => entry.Key.Text) ?? [];

    private static InputDefinition? Build(Fields fields, ReadingContext reading)
    {
        var input = new InputDefinition
        {
            Name = reading.Name,
            Type = fields.Get(Type, InputType.String),
            IsRequired = fields.Get(Required, false),
            Options = fields.Has(Options) ? [.. fields.Get(Options).Select(option => option.Value.Text)] : [],
        };
        var good = true;
        if (fields.Has(Options))
        {
            var any = input with { Options = [] };
            foreach (var option in fields.Get(Options).Where(option => any.WhyNot(option.Value.Text) is not null))
            {
                good = Refuse(option.Value, any.WhyNot(option.Value.Text)!, "Correct it, or the type.", reading);
            }
        }

        if (!fields.TryGet(Default, out var value))
        {
            return good ? input : null;
        }

        if (good && input.WhyNot(value.Text) is { } why)
        {
            good = Refuse(value, why, "Correct it, or what the input may be.", reading);
        }

        if (input.IsRequired)
        {
            reading.Wrong(
                value.Node, "WEIR2309", $"{reading.Label} is required and has a default.", "Remove one of the two: a default is never used then.");
            good = false;
        }

        return good ? input with { Default = value.Text } : null;
    }

    private static bool Refuse(TestValue value, string why, string hint, ReadingContext reading)
    {
        reading.Wrong(value.Node, "WEIR2308", $"{reading.Label} names the value '{value.Text}', which {why}.", hint);
        return false;
    }
}
