using System.Diagnostics.CodeAnalysis;

using Weir.Buckets;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The keys of a filter of objects.</summary>
internal static class ObjectFilterKeys
{
    private static readonly Key<ObjectPattern> Pattern = new("pattern", "What the objects' names match.", ObjectPatterns.Shape)
    {
        IsRequired = true,
        Example = "raw/orders/**",
    };

    private static readonly Key<string> Prefix = new("prefix", "What their keys begin with.", Scalars.Text("what keys begin with"))
    {
        Example = "orders/",
    };

    private static readonly Key<IReadOnlyList<string>> Suffix = new("suffix", "What their keys end in, or a list of endings.", new OneOrMoreShape<string>("ending", Scalars.Text("an ending such as .csv")))
    {
        Example = "[.csv, .csv.gz]",
    };

    private static readonly Key<long> MinSize = new("min_size", "How large they are at the least.", Scalars.Size) { Example = "1B" };

    private static readonly Key<long> MaxSize = new("max_size", "How large they are at the most.", Scalars.Size) { Example = "100MB" };

    /// <summary>A pattern alone, or a map that says more.</summary>
    public static EitherShape<ObjectFilter> Shape { get; } = new(
        new ScalarShape<ObjectFilter>(ObjectPatterns.Shape.Describe, TryReadAlone),
        new RecordShape<ObjectFilter>([Pattern, Prefix, Suffix, MinSize, MaxSize], Build));

    private static ObjectFilter? Build(Fields fields, ReadingContext reading)
    {
        var filter = new ObjectFilter(fields.Get(Pattern))
        {
            Prefix = fields.Get(Prefix, ""),
            Suffixes = fields.Get(Suffix, []),
            MinSize = fields.Get(MinSize, 0),
            MaxSize = fields.TryGet(MaxSize, out var most) ? most : null,
        };
        if (filter.MinSize <= (filter.MaxSize ?? long.MaxValue))
        {
            return filter;
        }

        reading.Wrong(fields.NodeOf(MaxSize), "WEIR2314", $"{reading.Label} has a max_size below its min_size, and so takes nothing.", "Exchange the two.");
        return null;
    }

    private static bool TryReadAlone(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out ObjectFilter value)
    {
        value = ObjectPatterns.Shape.TryRead(scalar, reading, out var pattern) ? new ObjectFilter(pattern) : null;
        return value is not null;
    }
}
