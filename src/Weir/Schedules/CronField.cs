using System.Collections;
using System.Globalization;

namespace Weir.Schedules;

/// <summary>One of the five fields of a cron expression: which numbers it means.</summary>
internal sealed class CronField
{
    /// <summary>The names of the months, as they are written in short.</summary>
    public static readonly IReadOnlyList<string> Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The names of the days of the week, from Sunday on.</summary>
    public static readonly IReadOnlyList<string> Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly BitArray _numbers;

    private CronField(BitArray numbers, bool isAny) => (_numbers, IsAny) = (numbers, isAny);

    /// <summary>Whether it begins with a star, so that it restricts nothing of its own.</summary>
    public bool IsAny { get; }

    /// <summary>The numbers, least first.</summary>
    public IEnumerable<int> Numbers => Enumerable.Range(0, _numbers.Length).Where(Has);

    public bool Has(int number) => _numbers[number];

    /// <summary>Reads a field: <c>*</c>, numbers, names, ranges, steps, and lists of these.</summary>
    /// <param name="text">The field.</param>
    /// <param name="what">What it is, for the mistake.</param>
    /// <param name="least">The least number.</param>
    /// <param name="most">The greatest.</param>
    /// <param name="names">Names of numbers, the first of the least.</param>
    /// <param name="mistake">What is wrong, as the end of a sentence; empty when nothing is.</param>
    public static CronField? Parse(string text, string what, int least, int most, IReadOnlyList<string> names, out string mistake)
    {
        var numbers = new BitArray(most + 1);
        foreach (var part in text.Split(','))
        {
            if (!TryRead(part, least, most, names, out var from, out var to, out var step))
            {
                mistake = $"has '{part}' as {what}, which is none of {least} to {most}";
                return null;
            }

            for (var number = from; number <= to; number += step)
            {
                numbers[number] = true;
            }
        }

        mistake = "";
        return new CronField(numbers, text.StartsWith('*'));
    }

    private static bool TryRead(string part, int least, int most, IReadOnlyList<string> names, out int from, out int to, out int step)
    {
        (from, to, step) = (least, most, 1);
        var (range, every) = part.Split('/') switch
        {
            [var all] => (all, (string?)null),
            [var some, var by] => (some, by),
            _ => ("", null),
        };
        if (every is not null && !(TryNumber(every, [], 0, out step) && step > 0))
        {
            return false;
        }

        switch (range.Split('-'))
        {
            case ["*"]:
                return true;
            case [var one] when TryNumber(one, names, least, out from):
                to = every is null ? from : most;
                break;
            case [var first, var last] when TryNumber(first, names, least, out from) && TryNumber(last, names, least, out to):
                break;
            default:
                return false;
        }

        return from >= least && to <= most && from <= to;
    }

    private static bool TryNumber(string text, IReadOnlyList<string> names, int least, out int number)
    {
        var named = names.ToList().FindIndex(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        number = named + least;
        return named >= 0 || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
