using Weir.Datasets;
using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;

namespace Weir.Project.Reading;

/// <summary>The keys of a step that publishes a dataset.</summary>
internal static class DatasetKeys
{
    private static readonly Key<IReadOnlyList<HandlebarsTemplate>> From = new(
        "from",
        "What it is made of: objects, prefixes with a slash at their end, or patterns. Of what is below `to`, names keep what follows it; of "
        + "all else, what follows the folder that the sources of a bucket have in common.",
        new OneOrMoreShape<HandlebarsTemplate>("source", ObjectTemplates.ObjectOrPrefix))
    {
        IsRequired = true,
        Example = "[work/acme/step1/, work/acme/step2/**.json]",
    };

    private static readonly Key<HandlebarsTemplate> To = new(
        "to",
        "Where datasets are, as bucket/prefix: this one becomes bucket/prefix/datasets/yyyymmdd_hhmmss_utc/.",
        ObjectTemplates.ObjectOrPrefix)
    {
        IsRequired = true,
        Example = "raw/acme",
    };

    private static readonly Key<int> Keep = new(
        "keep",
        "How many of the newest datasets stay there; those before them are taken away. All stay when it is not there.",
        Scalars.Integer(1, 1_000_000));

    /// <summary>The step's key; what it makes has no name yet.</summary>
    public static Key<StepDefinition.Dataset> Step { get; } = new(
        "dataset",
        "Publishes objects as a dataset, all at once: from then on none of it ever changes.",
        new RecordShape<StepDefinition.Dataset>([From, To, Keep], Build));

    private static StepDefinition.Dataset? Build(Fields fields, ReadingContext reading)
    {
        var to = fields.Get(To);
        if (to.LiteralStart.Split('/', 2) is [_, var key] && DatasetKey.Find(key) is not null && fields.NodeOf(To) is { } node)
        {
            reading.Wrong(
                node,
                "WEIR2801",
                $"{reading.Label} would publish at '{to.Text}', within a dataset, and those never change.",
                "Name what stands before 'datasets/', such as raw/acme.");
            return null;
        }

        return new StepDefinition.Dataset(to, fields.Get(From), fields.TryGet(Keep, out var keep) ? keep : null) { Name = "" };
    }
}
