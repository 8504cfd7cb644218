using Weir.Exports;
using Weir.Functions;
using Weir.Http;
using Weir.Notifications;
using Weir.Templates;

namespace Weir.Pipelines;

/// <summary>One thing a run does. A closed family.</summary>
public abstract record StepDefinition
{
    private StepDefinition()
    {
    }

    /// <summary>The step's name within its pipeline. The kind and its place in the list, such as <c>copy-1</c>, by default.</summary>
    public required string Name { get; init; }

    /// <summary>When, how often and for how long it is done.</summary>
    public StepControl Control { get; init; } = StepControl.Default;

    /// <summary>The word that starts the step in a project file, such as <c>copy</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Copies an object.</summary>
    /// <param name="From">The object, as <c>bucket/key</c>.</param>
    /// <param name="To">Its copy, as <c>bucket/key</c>; a trailing slash keeps the last segment of the source's key.</param>
    public sealed record Copy(Template From, Template To) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "copy";
    }

    /// <summary>Copies an object, then removes the source.</summary>
    /// <param name="From">The object, as <c>bucket/key</c>.</param>
    /// <param name="To">Its new name, as <c>bucket/key</c>; a trailing slash keeps the last segment of the source's key.</param>
    public sealed record Move(Template From, Template To) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "move";
    }

    /// <summary>Removes an object. One that is not there is no failure: the wish is fulfilled.</summary>
    /// <param name="Target">The object, as <c>bucket/key</c>.</param>
    public sealed record Delete(Template Target) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "delete";
    }

    /// <summary>Unpacks an archive (zip, tar, tar.gz, gz): every entry becomes an object, and so an event.</summary>
    /// <param name="From">The archive, as <c>bucket/key</c>.</param>
    /// <param name="To">The prefix under which the entries land, as <c>bucket/prefix/</c>.</param>
    /// <param name="Limits">What an archive may hold at the most.</param>
    public sealed record Unzip(Template From, Template To, ArchiveLimits Limits) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "unzip";
    }

    /// <summary>Publishes objects as a dataset: <c>bucket/prefix/datasets/yyyymmdd_hhmmss_utc/</c>, all at once and for ever.</summary>
    /// <param name="To">Where datasets are, as <c>bucket/prefix</c>.</param>
    /// <param name="From">What it is made of, each <c>bucket/key</c>, <c>bucket/prefix/</c> or <c>bucket/glob</c>.</param>
    /// <param name="Keep">How many of the newest datasets stay there. All of them when null.</param>
    public sealed record Dataset(Template To, IReadOnlyList<Template> From, int? Keep) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "dataset";
    }

    /// <summary>Publishes a message to a topic, which starts the pipelines that wait for it.</summary>
    /// <param name="Topic">The topic, by name.</param>
    /// <param name="Message">The message; an empty object when null.</param>
    public sealed record Publish(string Topic, ValueTemplate? Message) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "publish";
    }

    /// <summary>Writes rows of the warehouse to files in a bucket, all of them in one moment.</summary>
    /// <param name="Definition">Which rows, and how.</param>
    /// <param name="To">The file as <c>bucket/key</c>, or with a slash at its end the prefix below which files land.</param>
    public sealed record Export(ExportDefinition Definition, Template To) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "export";
    }

    /// <summary>Tells somebody something.</summary>
    /// <param name="Channel">How.</param>
    /// <param name="Message">What.</param>
    public sealed record Notify(NotificationChannel Channel, Template Message) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "notify";
    }

    /// <summary>Calls a function with what started the run. Its answer is the step's output.</summary>
    /// <param name="Called">The function, by name.</param>
    public sealed record Function(string Called) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "function";

        /// <summary>What an object's event comes in. That of S3 by default.</summary>
        public Envelope Envelope { get; init; }

        /// <summary>Environment variables of the process that serves the step, by name, beside those of the function.</summary>
        public IReadOnlyDictionary<string, Template> Env { get; init; } = new Dictionary<string, Template>();

        /// <summary>What the function gets in place of the event. The event when null.</summary>
        public ValueTemplate? Input { get; init; }

        /// <summary>The object, as <c>bucket/key</c>, whose content the function gets as a file. None when null.</summary>
        public Template? From { get; init; }

        /// <summary>The prefix, as <c>bucket/prefix/</c>, below which the files land that the function leaves. It may leave none when null.</summary>
        public Template? To { get; init; }
    }

    /// <summary>Lets time pass, or waits for something to be so. What waits holds nothing up, and outlives the process.</summary>
    /// <param name="Condition">What it waits for.</param>
    public sealed record Wait(WaitCondition Condition) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "wait";
    }

    /// <summary>Waits until a person says yes or no.</summary>
    /// <param name="Message">What the person is asked.</param>
    public sealed record Approve(Template Message) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "approve";
    }

    /// <summary>Starts a run of another pipeline.</summary>
    /// <param name="Pipeline">The other pipeline, by name.</param>
    /// <param name="Inputs">What it is given, by name.</param>
    /// <param name="IsAwaited">Whether the step ends as that run does.</param>
    public sealed record Run(string Pipeline, IReadOnlyList<KeyValuePair<string, ValueTemplate>> Inputs, bool IsAwaited) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "run";
    }

    /// <summary>Has a run of another pipeline start later, once.</summary>
    /// <param name="Pipeline">The other pipeline, by name.</param>
    /// <param name="Inputs">What it is given, by name.</param>
    /// <param name="When">A duration such as <c>10m</c>, or a moment, once it is filled in.</param>
    public sealed record Schedule(string Pipeline, IReadOnlyList<KeyValuePair<string, ValueTemplate>> Inputs, WaitCondition When) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "schedule";

        /// <summary>Whether it starts again after a run that failed, until one has succeeded. Not by default.</summary>
        public bool UntilSuccess { get; init; }

        /// <summary>How long after a failed run it starts again.</summary>
        public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(10);

        /// <summary>How many runs it starts at the most, when it starts again. Without end when null.</summary>
        public int? MaxRuns { get; init; }
    }

    /// <summary>Does steps once for each item of a list.</summary>
    /// <param name="In">Becomes the list: a list, or a text that is one in JSON.</param>
    /// <param name="Steps">The steps, in order.</param>
    public sealed record ForEach(ValueTemplate In, IReadOnlyList<StepDefinition> Steps) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "for_each";

        /// <summary>What the item is called in templates. <c>item</c> by default.</summary>
        public string As { get; init; } = "item";

        /// <summary>How many items are done at a time. One after the other by default.</summary>
        public int MaxParallel { get; init; } = 1;

        /// <summary>Whether no item is begun any more once one has failed. So by default.</summary>
        public bool FailFast { get; init; } = true;
    }

    /// <summary>Runs a command in the scratch folder of the run. What it appends to its file for outputs is the step's output.</summary>
    /// <param name="Command">The command, in the words of <see cref="Interpreter"/>.</param>
    public sealed record Shell(Template Command) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "shell";

        /// <summary>The program that reads it. <c>sh</c> by default.</summary>
        public string Interpreter { get; init; } = "sh";

        /// <summary>Where it runs: an absolute path, or one from the project's folder. The run's scratch folder when null.</summary>
        public Template? WorkingDirectory { get; init; }

        /// <summary>Environment variables for it, by name. None by default.</summary>
        public IReadOnlyDictionary<string, Template> Env { get; init; } = new Dictionary<string, Template>();

        /// <summary>The object, as <c>bucket/key</c>, whose content the command gets as a file. None when null.</summary>
        public Template? From { get; init; }

        /// <summary>The prefix, as <c>bucket/prefix/</c>, below which the files land that the command leaves. It may leave none when null.</summary>
        public Template? To { get; init; }
    }

    /// <summary>Runs SQL in one transaction. The rows of the last statement that gives some are the step's output.</summary>
    /// <param name="Statements">One statement or several, with semicolons between them.</param>
    /// <param name="Connection">The connection, by name. The warehouse when null.</param>
    public sealed record Sql(Template Statements, string? Connection) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "sql";
    }

    /// <summary>Makes an HTTP request. The answer is the step's output, or lands.</summary>
    /// <param name="Request">The request.</param>
    public sealed record Http(HttpDefinition Request) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "http";
    }
}
