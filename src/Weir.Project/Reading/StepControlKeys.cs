using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Templates;

namespace Weir.Project.Reading;

/// <summary>The keys that say when, how often and for how long a step is done, whatever it does.</summary>
internal static class StepControlKeys
{
    /// <summary>The key of <c>strategy</c> under which the names that vary stand.</summary>
    public const string Matrix = "matrix";

    private static readonly Key<HandlebarsTemplate> If = new(
        "if", "Whether the step is done: a template that becomes `true` or `false`.", new ConditionShape())
    {
        Default = "true",
        Example = "\"{{eq inputs.mode \\\"full\\\"}}\"",
    };

    private static readonly Key<TimeSpan> Timeout = new(
        "timeout", "How long one try may take; then it is ended and has failed. Of a step that waits, how long it waits.", Scalars.Duration(TimeSpan.FromDays(30)))
    {
        Example = "10m",
    };

    private static readonly Key<bool> ContinueOnError = new(
        "continue_on_error", "Whether the run goes on when the step fails. Later steps can name `steps.NAME.state`.", Scalars.Boolean)
    {
        Default = "false",
    };

    private static readonly Key<IReadOnlyDictionary<string, ValueTemplate>> Axes = new(
        Matrix,
        "The names that vary, each with the list of its values, or a template that becomes a list in JSON. Templates name them as `matrix.NAME`.",
        new MapShape<ValueTemplate>("value", ListTemplates.Kept, (name, reading) => Names.Check(name, reading, Names.AnyCase, "WEIR2203")) { NeedsEntries = true })
    {
        IsRequired = true,
        Example = "{ environment: [dev, prod], project: [crm, erp] }",
    };

    private static readonly MapShape<TestValue> Combination = new(
        "value", TestValues.Shape, (name, reading) => Names.Check(name, reading, Names.AnyCase, "WEIR2203"));

    private static readonly Key<IReadOnlyList<ListShape<IReadOnlyDictionary<string, TestValue>>.Item>> Exclude = new(
        "exclude", "Combinations that are left out.", new ListShape<IReadOnlyDictionary<string, TestValue>>("combination", Combination))
    {
        Example = "[{ environment: prod, project: erp }]",
    };

    private static readonly Key<IReadOnlyList<ListShape<IReadOnlyDictionary<string, TestValue>>.Item>> Include = new(
        "include", "Combinations beside those of the matrix.", new ListShape<IReadOnlyDictionary<string, TestValue>>("combination", Combination))
    {
        Example = "[{ environment: test, project: crm }]",
    };

    private static readonly Key<int> MaxParallel = new("max_parallel", "How many are done at a time.", Scalars.Integer(1, 1_000)) { Default = "64" };

    private static readonly Key<bool> FailFast = new("fail_fast", "Whether none is begun any more once one has failed.", Scalars.Boolean) { Default = "true" };

    private static readonly Key<StrategyDefinition> Strategy = new(
        "strategy",
        "Has the step done once for each combination of values.",
        new RecordShape<StrategyDefinition>([Axes, Include, Exclude, MaxParallel, FailFast], BuildStrategy));

    /// <summary>The steps that must have ended before.</summary>
    public static Key<IReadOnlyList<string>> Needs { get; } = new(
        "needs",
        "The steps that must have ended before this one begins, by name: a name, or a list. Steps that do not need one another are done side by side. Without it, all that stand before.",
        StepNamesShape.Shape)
    {
        Example = "[extract, check]",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Key> All { get; } = [If, Needs, RetryKeys.OfStep, Timeout, ContinueOnError, Strategy];

    /// <summary>The names that templates of a step may use for its own values.</summary>
    /// <param name="step">The step.</param>
    public static IEnumerable<string> NamesOf(YamlNode.Map? step)
    {
        var strategy = step?[Strategy.Name] as YamlNode.Map;
        var included = (strategy?[Include.Name] as YamlNode.Items)?.Values.OfType<YamlNode.Map>() ?? [];
        return new[] { strategy?[Matrix] as YamlNode.Map }.Concat(included).SelectMany(map => map?.Entries ?? []).Select(entry => "matrix." + entry.Key.Text).Distinct();
    }

    /// <summary>Makes what they say.</summary>
    public static StepControl Build(Fields fields) => All.Any(fields.Has)
        ? new StepControl
        {
            If = fields.TryGet(If, out var condition) ? condition : null,
            Needs = fields.TryGet(Needs, out var needs) ? needs : null,
            Retry = fields.TryGet(RetryKeys.OfStep, out var retry) ? retry : null,
            Timeout = fields.TryGet(Timeout, out var timeout) ? timeout : null,
            ContinueOnError = fields.Get(ContinueOnError, false),
            Strategy = fields.TryGet(Strategy, out var strategy) ? strategy : null,
        }
        : StepControl.Default;

    /// <summary>Notes what a step cannot have that is made of other steps, or only waits.</summary>
    public static bool Check(Fields fields, StepDefinition step, ReadingContext reading)
    {
        var stray = step switch
        {
            StepDefinition.ForEach => new Key[] { RetryKeys.OfStep, Timeout, Strategy }.FirstOrDefault(fields.Has),
            _ => null,
        };
        if (stray is not null)
        {
            reading.Wrong(
                fields.NameOf(stray), "WEIR2333", $"{reading.Label} has '{stray.Name}', and only its inner steps may have that.", "Move it to the steps within.");
        }

        return stray is null;
    }

    private static StrategyDefinition BuildStrategy(Fields fields, ReadingContext reading) => new([.. fields.Get(Axes)])
    {
        Include = Combinations(fields, Include),
        Exclude = Combinations(fields, Exclude),
        MaxParallel = fields.Get(MaxParallel, 64),
        FailFast = fields.Get(FailFast, true),
    };

    private static List<IReadOnlyDictionary<string, string>> Combinations(
        Fields fields, Key<IReadOnlyList<ListShape<IReadOnlyDictionary<string, TestValue>>.Item>> key) =>
        fields.TryGet(key, out var items)
            ? [.. items.Select(item => item.Value.ToDictionary(each => each.Key, each => each.Value.Text, StringComparer.Ordinal))]
            : [];
}
