using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Schedules;

namespace Weir.Project.Reading;

/// <summary>The keys of a schedule.</summary>
internal static class ScheduleKeys
{
    private static readonly Key<ScheduleExpression> Cron = new(
        "cron",
        "Minute, hour, day of the month, month and day of the week, or one of `@hourly`, `@daily`, `@weekly`, `@monthly`, `@yearly`; "
            + "or, as Amazon EventBridge writes them, `cron(…)` with six fields, `rate(5 minutes)` or `at(2026-01-31T08:00:00)`.",
        new ScalarShape<ScheduleExpression>(new Description("string", "five fields of cron"), TryReadCron))
    {
        IsRequired = true,
        Example = "\"0 3 * * mon-fri\"",
    };

    private static readonly Key<TimeZoneInfo> Timezone = new(
        "timezone",
        "Whose clocks are meant. A time that is left out when they are put forward comes right after; one that comes twice is taken once.",
        new ScalarShape<TimeZoneInfo>(new Description("string", "a time zone such as Europe/Brussels"), TryReadTimezone))
    {
        Default = "UTC",
        Example = "Europe/Brussels",
    };

    private static readonly Key<MissedFires> Missed = new(
        "missed",
        "What becomes of times at which nothing ran: the `last` is made up for, or `all`, or `none`.",
        Scalars.Choice(
            new Dictionary<string, MissedFires> { ["last"] = MissedFires.Last, ["all"] = MissedFires.All, ["none"] = MissedFires.None }, []))
    {
        Default = "last",
    };

    private static readonly Key<bool> Overlap = new(
        "overlap",
        "Whether a run may start while an earlier one of this schedule still goes on. They wait for one another otherwise.",
        Scalars.Boolean)
    {
        Default = "false",
    };

    /// <summary>A schedule of something of which never two go on at a time: an expression alone, or a map that says more.</summary>
    public static EitherShape<ScheduleDefinition> Shape { get; } = ShapeOf([Cron, Timezone, Missed]);

    /// <summary>A schedule of a pipeline.</summary>
    public static EitherShape<ScheduleDefinition> OfPipeline { get; } = ShapeOf([Cron, Timezone, Missed, Overlap]);

    private static EitherShape<ScheduleDefinition> ShapeOf(IReadOnlyList<Key> keys) => new(
        new ScalarShape<ScheduleDefinition>(new Description("string", "five fields of cron"), TryReadAlone),
        new RecordShape<ScheduleDefinition>(keys, (fields, _) => new ScheduleDefinition
        {
            Times = fields.Get(Cron),
            Timezone = fields.Get(Timezone, TimeZoneInfo.Utc),
            Missed = fields.Get(Missed, MissedFires.Last),
            Overlaps = fields.Get(Overlap, false),
        }));

    private static bool TryReadAlone(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out ScheduleDefinition value)
    {
        var good = TryReadCron(scalar, reading, out var cron);
        value = good ? new ScheduleDefinition { Times = cron! } : null;
        return good;
    }

    private static bool TryReadCron(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out ScheduleExpression value)
    {
        var good = ScheduleExpressions.TryParse(scalar.Text, out value, out var mistake);
        if (!good)
        {
            reading.Wrong(
                scalar,
                "WEIR2705",
                $"{reading.Label} is '{scalar.Text}', which {mistake}.",
                "Write minute, hour, day of the month, month and day of the week, such as \"0 3 * * *\" for every day at 03:00.");
        }

        return good;
    }

    private static bool TryReadTimezone(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out TimeZoneInfo value)
    {
        var good = TimeZoneInfo.TryFindSystemTimeZoneById(scalar.Text, out value);
        if (!good)
        {
            reading.Wrong(
                scalar,
                "WEIR2706",
                $"{reading.Label} is '{scalar.Text}', which this machine knows no time zone by.",
                "Write a name of the IANA's, such as Europe/Brussels or UTC. A machine without any lacks the package tzdata.");
        }

        return good;
    }
}
