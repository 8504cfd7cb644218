using System.Diagnostics.CodeAnalysis;

using Weir.Pipelines;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Templates;

namespace Weir.Project.Reading;

/// <summary>The keys of the step that does steps for each item of a list.</summary>
internal static class ForEachKeys
{
    private const string Item = "item";

    private static readonly string[] Taken = ["event", "inputs", "run", "steps", "matrix", "vars", "env", "tenant", "secrets"];

    private static readonly Key<ValueTemplate> In = new(
        "in", "The list: its items, or a template that becomes a list in JSON. At most 10,000 items.", ListTemplates.Kept)
    {
        IsRequired = true,
        Example = "\"{{steps.list.outputs.files}}\"",
    };

    private static readonly Key<string> As = new(
        "as", "What templates call the item; its place in the list, counted from one, is `NAME_number`.", Names.Shape("a name", Names.LowerCase, "WEIR2203"))
    {
        Default = Item,
    };

    private static readonly Key<int> MaxParallel = new("max_parallel", "How many items are done at a time.", Scalars.Integer(1, 1_000)) { Default = "1" };

    private static readonly Key<bool> FailFast = new("fail_fast", "Whether no item is begun any more once one has failed.", Scalars.Boolean) { Default = "true" };

    private static readonly Key<IReadOnlyList<ListShape<StepDefinition>.Item>> Steps = new(
        "steps", "What is done for each item.", new ListShape<StepDefinition>("step", new StepShape(new Inner())))
    {
        IsRequired = true,
        Example = "[{ copy: { from: \"{{item}}\", to: curated/ } }]",
    };

    /// <summary>The step.</summary>
    public static Key<StepDefinition.ForEach> Step { get; } = new(
        "for_each", "Does steps once for each item of a list.", new OuterShape(new RecordShape<StepDefinition.ForEach>([In, As, Steps, MaxParallel, FailFast], Build)));

    private static StepDefinition.ForEach? Build(Fields fields, ReadingContext reading)
    {
        if (Taken.Contains(fields.Get(As, Item)))
        {
            reading.Wrong(fields.NodeOf(As), "WEIR2337", $"{reading.Label} is '{fields.Get(As)}', which means something else in templates.", "Choose another word.");
            return null;
        }

        var steps = StepNaming.Named(fields.Get(Steps), reading);
        return new StepDefinition.ForEach(fields.Get(In), [.. steps.Select(step => step.Value)])
        {
            Name = "",
            As = fields.Get(As, Item),
            MaxParallel = fields.Get(MaxParallel, 1),
            FailFast = fields.Get(FailFast, true),
        };
    }

    /// <summary>The keys of the steps within, which are those of any step.</summary>
    private sealed class Inner : Shape<StepDefinition>
    {
        /// <summary>Steps within steps within steps are described by the first level.</summary>
        public override Description Describe => new("object", "a step, as under the pipeline's 'steps'");

        public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out StepDefinition value) =>
            (value = reading.ReadStep!(node, reading)) is not null;
    }

    /// <summary>Lets the steps within name the item and one another.</summary>
    private sealed class OuterShape(RecordShape<StepDefinition.ForEach> shape) : Shape<StepDefinition.ForEach>
    {
        public override Description Describe => shape.Describe;

        public override bool TryRead(YamlNode node, ReadingContext reading, [MaybeNullWhen(false)] out StepDefinition.ForEach value)
        {
            var map = node as YamlNode.Map;
            var name = (map?[As.Name] as YamlNode.Scalar)?.Text ?? Item;
            var names = reading.StepNames;
            return shape.TryRead(
                node,
                reading with
                {
                    StepNames = names with
                    {
                        Names = [.. names.Names, name, name + "_number"],
                        Open = [.. names.Open, name + "."],
                        Steps = names.Steps.Within(StepShape.OutlineOf(map?[Steps.Name])),
                    },
                },
                out value);
        }
    }
}
