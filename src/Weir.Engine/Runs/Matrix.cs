using Weir.Failures;
using Weir.Pipelines;

namespace Weir.Engine.Runs;

/// <summary>The combinations of a matrix.</summary>
internal static class Matrix
{
    /// <summary>One combination.</summary>
    /// <param name="Label">Its values, which tell it from the others.</param>
    /// <param name="Values">Its values, by name.</param>
    public sealed record Entry(string Label, IReadOnlyDictionary<string, object?> Values);

    /// <summary>All of them: the last name varies fastest, then what is included beside them.</summary>
    /// <exception cref="RefusedException">WEIR5034: what was to be a list is none. WEIR5035: they are too many.</exception>
    public static IReadOnlyList<Entry> EntriesOf(StrategyDefinition strategy, IReadOnlyDictionary<string, object?> scope)
    {
        IEnumerable<Dictionary<string, object?>> combined = [[]];
        foreach (var (name, values) in strategy.Matrix)
        {
            var list = ItemList.Of(values, scope, $"'{name}' of the matrix");
            combined = combined.SelectMany(left => list.Select(value => new Dictionary<string, object?>(left, StringComparer.Ordinal) { [name] = value }));
        }

        var all = combined
            .Where(entry => !strategy.Exclude.Any(excluded => excluded.All(each => TextOf(entry.GetValueOrDefault(each.Key)) == each.Value)))
            .Concat(strategy.Include.Select(included => included.ToDictionary(each => each.Key, each => (object?)each.Value, StringComparer.Ordinal)))
            .Take(ItemList.Most + 1)
            .ToList();
        if (all.Count > ItemList.Most)
        {
            throw new RefusedException(new Failure(
                "WEIR5035", $"The matrix has more than {ItemList.Most} combinations.", "Leave some out with 'exclude', or take it apart."));
        }

        var entries = new List<Entry>(all.Count);
        var labels = new HashSet<string>(StringComparer.Ordinal);
        foreach (var values in all)
        {
            var label = string.Join(", ", values.Values.Select(TextOf));

            // The same combination again is done again, under a name of its own.
            for (var twin = 2; !labels.Add(label); twin++)
            {
                label = $"{string.Join(", ", values.Values.Select(TextOf))} #{twin}";
            }

            entries.Add(new Entry(label, values));
        }

        return entries;
    }

    private static string TextOf(object? value) => value switch
    {
        null => "",
        true => "true",
        false => "false",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
