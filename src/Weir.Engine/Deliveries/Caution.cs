using System.Globalization;

using Weir.Deliveries;
using Weir.Failures;
using Weir.Pipelines;

namespace Weir.Engine.Deliveries;

/// <summary>How a delivery is treated whose attempts end without a word, for it may be what ends the process.</summary>
/// <remarks>
/// Whatever is under way when a process dies has an attempt lost, the guilty and the others alike. So the company gets
/// smaller with every loss, until a suspect is tried with nothing else under way in the whole process. Even then it may have
/// been somebody outside who killed the process; only what is lost so eight times in a row is given up for it.
/// </remarks>
internal static class Caution
{
    private const int SmallCompany = 100;

    /// <summary>The losses after which a delivery is tried alone.</summary>
    private const int MostInCompany = 2;

    /// <summary>The losses alone, one after the other, after which it is no chance any more.</summary>
    private const int MostAlone = 8;

    /// <summary>The losses in a row after which also what is done at the end of a run may be what is deadly.</summary>
    private const int MostAtTheEnd = 3;

    /// <summary>Whether what is done at the end of a run that is given up is done: it has not been lost itself so often.</summary>
    public static bool MayClose(Delivery delivery) => delivery.LostAttempts < MostInCompany + MostAlone + MostAtTheEnd;

    /// <summary>Whether nothing else may be under way meanwhile.</summary>
    public static bool IsAlone(Delivery delivery) => delivery.LostAttempts >= MostInCompany;

    /// <summary>How many deliveries may share its attempt at the most.</summary>
    public static int CompanyOf(Delivery delivery) => delivery.LostAttempts switch
    {
        0 => int.MaxValue,
        < MostInCompany => SmallCompany,
        _ => 1,
    };

    /// <summary>The unsuspected first, so that they get on whatever the others do; else in the order they came.</summary>
    public static IEnumerable<Delivery> Sort(IReadOnlyList<Delivery> deliveries) =>
        deliveries.All(d => d.LostAttempts == 0)
            ? deliveries
            : deliveries.OrderBy(d => Math.Min(d.LostAttempts, MostInCompany));

    /// <summary>The settlement of a delivery that is not tried again: no attempt is left, and the last ones were lost alone.</summary>
    /// <returns>None when another attempt is to be made.</returns>
    public static Settlement? GiveUp(Delivery delivery, RetryDefinition retry)
    {
        if (delivery.Attempt <= retry.MaxAttempts || delivery.LostAttempts < MostInCompany + MostAlone)
        {
            return null;
        }

        var made = delivery with { Attempt = delivery.Attempt - 1 };
        var failure = new Failure(
            "WEIR4011",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{made.Attempt} attempts at it were lost, the last ones with nothing else under way: each ended the process or fell silent."),
            "See what the file holds and how much memory there is; then try again with 'weir dead-letters --redrive'.");
        return new Settlement(made, new DeliveryOutcome.DeadLettered(failure));
    }
}
