using Weir.Secrets;

namespace Weir.Project.Expressions;

/// <summary>What a template may name, which depends on its place.</summary>
/// <param name="Names">The full names, such as <c>event.key</c>.</param>
internal sealed record TemplateNames(IReadOnlyList<string> Names)
{
    private static readonly string[] OfEvents = ["event.id", "event.type", "event.time"];

    /// <summary>Where nothing has a name.</summary>
    public static TemplateNames None { get; } = new([]);

    /// <summary>In the steps of a pipeline that an object starts.</summary>
    public static TemplateNames OfSteps { get; } = new(
    [
        "event.key", "event.name", "event.folder", "event.stem", "event.extension", "event.bucket",
        .. OfEvents, "event.etag", "event.size", "event.version",
    ]);

    /// <summary>In the steps of a pipeline that the end of a reconciliation starts.</summary>
    public static TemplateNames OfReconciliation { get; } = new(
    [
        "event.reconciliation", "event.outcome", "event.record", "event.source_rows", "event.target_rows", "event.missing_in_target",
        "event.missing_in_source", "event.differing", "event.duplicates", "event.verified_through", .. OfEvents,
    ]);

    /// <summary>In the steps of a pipeline that a change of a table's schema starts.</summary>
    public static TemplateNames OfSchemaChange { get; } = new(["event.table", "event.changes", "event.load_id", "event.file", .. OfEvents]);

    /// <summary>In the steps of a pipeline that a schedule starts.</summary>
    public static TemplateNames OfSchedule { get; } = new(["event.schedule", .. OfEvents]);

    /// <summary>In the steps of a pipeline that the end of another one's run starts.</summary>
    public static TemplateNames OfRun { get; } = new(
        ["event.pipeline", "event.run", "event.outcome", "event.failed_step", "event.failure", .. OfEvents]);

    /// <summary>In the steps of a pipeline that rows in a table start.</summary>
    public static TemplateNames OfLoad { get; } = new(["event.table", "event.rows", "event.files", "event.load_id", .. OfEvents]);

    /// <summary>In the steps of a pipeline that a message starts.</summary>
    public static TemplateNames OfMessage { get; } = new(["event.topic", "event.message", .. OfEvents]) { Open = ["event.message."] };

    /// <summary>In the steps of a pipeline that somebody starts.</summary>
    public static TemplateNames OfManual { get; } = new([.. OfEvents]);

    /// <summary>In the steps of a pipeline that an HTTP request starts.</summary>
    /// <param name="parameters">The names in its path.</param>
    /// <param name="isSaved">Whether its body is an object.</param>
    public static TemplateNames OfHttp(IEnumerable<string> parameters, bool isSaved) => new(
    [
        "event.method", "event.path", "event.body", .. parameters.Select(name => "event.params." + name), .. OfEvents, "event.etag", "event.size",
        .. isSaved ? (string[])["event.bucket", "event.key", "event.folder", "event.name", "event.stem", "event.extension"] : [],
    ])
    {
        Open = ["event.body.", "event.query.", "event.headers."],
    };

    /// <summary>What names may begin with whose rest nobody knows beforehand.</summary>
    public IReadOnlyList<string> Open { get; init; } = [];

    /// <summary>Names that are known for some of what starts a pipeline and not for all.</summary>
    public IReadOnlyList<string> Sometimes { get; init; } = [];

    /// <summary>The steps that may be named. None by default.</summary>
    public KnownSteps Steps { get; init; } = KnownSteps.None;

    /// <summary>Takes the secrets that are named; none where no secret may be.</summary>
    public Action<SecretName>? NoteSecret { get; init; }

    /// <summary>The same, and what every template of the project may name.</summary>
    /// <param name="project">What that is.</param>
    /// <param name="hasTenant">Whether the run is for a tenant.</param>
    public TemplateNames With(ProjectNames project, bool hasTenant) => this with
    {
        Names = [.. Names, .. project.Names, .. hasTenant ? project.OfTenant : []],
        Lacking = project.Lacking,
        OfTenant = hasTenant ? [] : project.OfTenant,
    };

    /// <summary>Names that not every environment or tenant has, and who lacks them.</summary>
    private IReadOnlyDictionary<string, string> Lacking { get; init; } = new Dictionary<string, string>();

    /// <summary>Names that would be known if the run were for a tenant.</summary>
    private IReadOnlyList<string> OfTenant { get; init; } = [];

    /// <summary>The same names, before a run has a tenant and steps have left anything.</summary>
    public TemplateNames BeforeRun => this with
    {
        Names = [.. Names.Where(name => !name.StartsWith("tenant.", StringComparison.Ordinal))],
        Steps = KnownSteps.None,
    };

    /// <summary>The same names, where a secret's value would be stored or shown.</summary>
    public TemplateNames WithoutSecrets => this with { NoteSecret = null };

    /// <summary>What is known whatever starts a pipeline.</summary>
    /// <param name="each">What is known for each of its triggers.</param>
    public static TemplateNames OfAll(IReadOnlyList<TemplateNames> each) => each.Count == 1
        ? each[0]
        : new TemplateNames([.. each[0].Names.Where(name => each.All(names => names.Names.Contains(name)))])
        {
            Open = [.. each[0].Open.Where(start => each.All(names => names.Open.Contains(start)))],
            Sometimes =
            [
                .. each.SelectMany(names => names.Names.Concat(names.Open)).Distinct()
                    .Where(name => !each.All(names => names.Names.Contains(name) || names.Open.Contains(name))),
            ],
        };

    /// <summary>What is known of a run in all its steps.</summary>
    public static IReadOnlyList<string> OfRuns { get; } = ["run.id", "run.pipeline", "run.attempt", "run.revision", "run.started_at"];

    /// <summary>What is known of a run at its end.</summary>
    public static IReadOnlyList<string> OfEnds { get; } = ["run.state", "run.failed_step", "run.error"];

    /// <summary>The same, and the inputs of the pipeline.</summary>
    public TemplateNames With(IEnumerable<string> inputs) => this with { Names = [.. Names, .. inputs.Select(input => "inputs." + input)] };

    /// <summary>Says what is wrong with a name, or nothing when it may be used.</summary>
    public (string Message, string Hint)? Check(string name)
    {
        if (Names.Contains(name) || Open.Any(start => name.StartsWith(start, StringComparison.Ordinal) && name.Length > start.Length))
        {
            return null;
        }

        if (name.StartsWith(KnownSteps.Start, StringComparison.Ordinal))
        {
            return Steps.Check(name);
        }

        if (Sometimes.Any(some => some == name || (some.EndsWith('.') && name.StartsWith(some, StringComparison.Ordinal))))
        {
            return (
                $"The template names '{name}', which not everything that starts the pipeline has.",
                $"Make a pipeline of its own for each kind of trigger; known for all are {string.Join(", ", Names)}.");
        }

        if (OfTenant.Contains(name))
        {
            return ($"The template names '{name}', and runs of the pipeline are for no tenant.", "Say whose they are with 'tenant' of the pipeline, such as tenant: \"{{inputs.tenant}}\".");
        }

        if (Lacking.TryGetValue(name, out var lacks))
        {
            return ($"The template names '{name}', which {lacks} does not have.", "Add it there, or to the 'vars' of the project as what holds otherwise.");
        }

        var inside = Names.Where(n => n.StartsWith(name + ".", StringComparison.Ordinal)).ToList();
        var meant = Nearest.To(name, Names) ?? Names.FirstOrDefault(n => n.EndsWith("." + name, StringComparison.Ordinal));
        return inside.Count > 0
            ? ($"The template names all of '{name}', which is no text.", $"Name a part of it: {string.Join(", ", inside)}.")
            : ($"The template names '{name}', which is not known here.",
                Names.Count == 0 ? "Write the text itself: it is the same for every run." : meant is null ? $"Known are {string.Join(", ", Names)}." : $"Did you mean '{meant}'?");
    }
}
