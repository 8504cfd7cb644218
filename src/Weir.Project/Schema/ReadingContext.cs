using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Yaml;
using Weir.Projects;
using Weir.Secrets;

namespace Weir.Project.Schema;

/// <summary>What a shape knows while it reads: whose value it is, and what else the project declares.</summary>
internal sealed record ReadingContext
{
    /// <summary>Takes the mistakes.</summary>
    public required Findings Findings { get; init; }

    /// <summary>The project's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Where paths lead that the project names: its own folder, also when it is read as it was.</summary>
    public required string Home { get; init; }

    /// <summary>The names of the declared buckets. None when they could not be read, so that nothing is said of references.</summary>
    public IReadOnlyCollection<string>? Buckets { get; init; }

    /// <summary>The names of the declared tables. None when they could not be read.</summary>
    public IReadOnlyCollection<string>? Tables { get; init; }

    /// <summary>The names of the declared reconciliations. None when they could not be read.</summary>
    public IReadOnlyCollection<string>? Reconciliations { get; init; }

    /// <summary>The names of the declared pipelines. None when they could not be read.</summary>
    public IReadOnlyCollection<string>? Pipelines { get; init; }

    /// <summary>The names of the declared connections. None when they could not be read.</summary>
    public IReadOnlyCollection<string>? Connections { get; init; }

    /// <summary>The names of the declared functions. None when they could not be read.</summary>
    public IReadOnlyCollection<string>? Functions { get; init; }

    /// <summary>The texts of the project's SQL files, by path. None by default.</summary>
    public IReadOnlyDictionary<string, YamlNode.Scalar> SqlFiles { get; init; } = new Dictionary<string, YamlNode.Scalar>();

    /// <summary>The files of the folder <c>schemas/</c>, by their paths.</summary>
    public IReadOnlyDictionary<string, byte[]> Schemas { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>The names of the declared tenants. None when they could not be read.</summary>
    public IReadOnlyCollection<string>? Tenants { get; init; }

    /// <summary>The environment that the project is read for.</summary>
    public string Environment { get; init; } = EnvironmentDefinition.Local;

    /// <summary>What every template may name.</summary>
    public ProjectNames ProjectNames { get; init; } = new();

    /// <summary>Takes the secrets that are named.</summary>
    public ICollection<SecretReference> Secrets { get; init; } = new HashSet<SecretReference>();

    /// <summary>What the templates in steps may name.</summary>
    public TemplateNames StepNames { get; init; } = TemplateNames.OfSteps;

    /// <summary>How a step is read that stands within another. None outside of steps.</summary>
    public Func<YamlNode, ReadingContext, StepDefinition?>? ReadStep { get; init; }

    /// <summary>The name of the definition being read: the key of its entry.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The place of the item being read in its list, counted from one; 0 outside of lists.</summary>
    public int Number { get; private init; }

    /// <summary>The definition being read, for messages, such as <c>step 2 of pipeline 'curate'</c>.</summary>
    public string Owner { get; private init; } = "";

    /// <summary>The value being read, for messages, such as <c>'source' of table 'orders'</c>.</summary>
    public string Label { get; private init; } = "the project file";

    /// <summary>What the templates of something may name that no run is known of: a function's variables.</summary>
    public TemplateNames NamesOutsideOfRuns => new TemplateNames([]) { NoteSecret = name => Secrets.Add(new SecretReference(name, Label, IsOfTenant: false)) }
        .With(ProjectNames, hasTenant: false);

    /// <summary>For the value under a key of the value being read.</summary>
    public ReadingContext At(string key) => this with { Label = $"'{key}' of {Label}" };

    /// <summary>For a named entry of a map.</summary>
    public ReadingContext Entry(string noun, string name) => Inside($"{noun} '{Shown(name)}'") with { Name = name };

    /// <summary>For an item of a list.</summary>
    /// <param name="noun">What an item is.</param>
    /// <param name="number">Counted from one.</param>
    public ReadingContext Item(string noun, int number) => Inside($"{noun} {number}") with { Number = number };

    /// <summary>Notes a mistake at a value.</summary>
    public void Wrong(YamlNode node, string code, string message, string? hint = null) =>
        Findings.Add(node.Place, code, Capital(message), hint);

    /// <summary>Notes a mistake at one character of a text.</summary>
    public void Wrong(YamlNode.Scalar scalar, int offset, string code, string message, string? hint = null) =>
        Findings.Add(scalar.PlaceOf(offset), code, Capital(message), hint);

    private ReadingContext Inside(string subject)
    {
        var owner = Owner.Length == 0 ? subject : $"{subject} of {Owner}";
        return this with { Owner = owner, Label = owner };
    }

    private static string Shown(string name) => name.Length > 60 ? name[..60] + "…" : name;

    private static string Capital(string message) => message is [>= 'a' and <= 'z', ..] ? char.ToUpperInvariant(message[0]) + message[1..] : message;
}
