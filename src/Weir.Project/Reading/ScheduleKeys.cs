using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Schedules;

namespace Weir.Project.Reading;

/// <summary>The keys of a schedule.</summary>
internal static class ScheduleKeys
{
    private static readonly Key<CronExpression> Cron = new(
        "cron",
        "Minute, hour, day of the month, month and day of the week, or one of `@hourly`, `@daily`, `@weekly`, `@monthly`, `@yearly`.",
        new ScalarShape<CronExpression>(new Description("string", "five fields of cron"), TryReadCron))
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

    /// <summary>A schedule: an expression alone, or a map that says more.</summary>
    public static EitherShape<ScheduleDefinition> Shape { get; } = new(
        new ScalarShape<ScheduleDefinition>(new Description("string", "five fields of cron"), TryReadAlone),
        new RecordShape<ScheduleDefinition>([Cron, Timezone, Missed], (fields, _) => new ScheduleDefinition
        {
            Cron = fields.Get(Cron),
            Timezone = fields.Get(Timezone, TimeZoneInfo.Utc),
            Missed = fields.Get(Missed, MissedFires.Last),
        }));

    private static bool TryReadAlone(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out ScheduleDefinition value)
    {
        var good = TryReadCron(scalar, reading, out var cron);
        value = good ? new ScheduleDefinition { Cron = cron! } : null;
        return good;
    }

    private static bool TryReadCron(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out CronExpression value)
    {
        var good = CronExpression.TryParse(scalar.Text, out value, out var mistake);
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
