using Weir.Exports;
using Weir.Functions;
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

    /// <summary>Calls a function with what started the run. Its answer is the step's output.</summary>
    /// <param name="Called">The function, by name.</param>
    public sealed record Function(string Called) : StepDefinition
    {
        /// <inheritdoc/>
        public override string Kind => "function";

        /// <summary>What an object's event comes in. That of S3 by default.</summary>
        public Envelope Envelope { get; init; }

        /// <summary>What the function gets in place of the event. The event when null.</summary>
        public ValueTemplate? Input { get; init; }

        /// <summary>The object, as <c>bucket/key</c>, whose content the function gets as a file. None when null.</summary>
        public Template? From { get; init; }

        /// <summary>The prefix, as <c>bucket/prefix/</c>, below which the files land that the function leaves. It may leave none when null.</summary>
        public Template? To { get; init; }
    }
}
