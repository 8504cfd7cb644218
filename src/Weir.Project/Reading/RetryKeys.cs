using Weir.Pipelines;
using Weir.Project.Schema;

namespace Weir.Project.Reading;

/// <summary>The keys of <c>retry</c>.</summary>
internal static class RetryKeys
{
    private static readonly Key<RetryType> Type = new(
        "type",
        "How the wait grows: `exponential` doubles it each time and spreads it by chance, `fixed` leaves it.",
        Scalars.Choice(new Dictionary<string, RetryType> { ["exponential"] = RetryType.Exponential, ["fixed"] = RetryType.Fixed }, []))
    {
        Default = "exponential",
    };

    private static readonly Key<int> MaxAttempts = new(
        "max_attempts", "Attempts before it is given up, the first included.", Scalars.Integer(1, 100))
    {
        Default = "5",
    };

    private static readonly Key<TimeSpan> Interval = new(
        "interval", "The wait after the first failed attempt.", Scalars.Duration(TimeSpan.FromDays(7)))
    {
        Default = "1s",
    };

    private static readonly Key<TimeSpan> MaxInterval = new("max_interval", "The longest wait.", Scalars.Duration(TimeSpan.FromDays(7)))
    {
        Default = "5m",
    };

    private static readonly RecordShape<RetryDefinition> Shape = new([Type, MaxAttempts, Interval, MaxInterval], Build);

    /// <summary>How often, and how soon, a failed delivery is tried again.</summary>
    public static Key<RetryDefinition> Key { get; } = new("retry", "How often, and how soon, a failed delivery is tried again.", Shape);

    /// <summary>How often, and how soon, a failed step is tried again.</summary>
    public static Key<RetryDefinition> OfStep { get; } = new(
        "retry", "How often, and how soon, the step is tried again by itself. When it has used up its attempts the run has failed for good.", Shape)
    {
        Example = "{ max_attempts: 4, interval: 5s, type: fixed }",
    };

    private static RetryDefinition Build(Fields fields, ReadingContext reading)
    {
        var standard = RetryDefinition.Default;
        var interval = fields.Get(Interval, standard.Interval);
        var longest = fields.Get(MaxInterval, interval > standard.MaxInterval && !fields.Has(MaxInterval) ? interval : standard.MaxInterval);
        if (longest < interval && !fields.IsWrong(MaxInterval))
        {
            reading.Wrong(
                fields.NodeOf(MaxInterval), "WEIR2405", $"{reading.Label} has a 'max_interval' that is shorter than its 'interval'.", "Make it at least as long.");
        }

        return new RetryDefinition(fields.Get(MaxAttempts, standard.MaxAttempts), interval, longest) { Type = fields.Get(Type, standard.Type) };
    }
}
