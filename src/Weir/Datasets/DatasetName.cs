using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Weir.Datasets;

/// <summary>The name of a dataset: the second in which it was published, in UTC, such as <c>20260131_080500_utc</c>.</summary>
/// <remarks>Later names are greater ones, also when they are compared as text.</remarks>
public sealed record DatasetName
{
    /// <summary>How many characters every name has.</summary>
    public const int Length = 19;

    private const string Format = "yyyyMMdd'_'HHmmss'_utc'";

    private DatasetName(DateTimeOffset at) => At = at;

    /// <summary>The second that it names, in UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The name of one second more.</summary>
    public DatasetName Next => new(At.AddSeconds(1));

    /// <summary>The name of a moment. Fractions of seconds are left out.</summary>
    /// <param name="moment">The moment, in any time zone.</param>
    public static DatasetName Of(DateTimeOffset moment) =>
        new(DateTimeOffset.UnixEpoch.AddSeconds(moment.ToUnixTimeSeconds()));

    /// <summary>Reads a name. Nothing but a real second of the calendar is one, and nothing may stand before or after it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name, when it is one.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DatasetName? name)
    {
        // Digits are checked first: the parser also takes digits of other scripts.
        name = null;
        if (text is { Length: Length }
            && text.Where((_, place) => place < 15 && place != 8).All(char.IsAsciiDigit)
            && DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            name = new DatasetName(at);
        }

        return name is not null;
    }

    /// <summary>The name as it is written.</summary>
    public override string ToString() => At.ToString(Format, CultureInfo.InvariantCulture);
}
