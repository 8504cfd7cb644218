using System.Globalization;

namespace Weir.Runs;

/// <summary>Names one run, for ever. Ids sort by the time they were made.</summary>
/// <param name="Value">A UUID of version 7.</param>
public readonly record struct RunId(Guid Value)
{
    /// <summary>A new id.</summary>
    /// <param name="time">The clock.</param>
    public static RunId New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return new RunId(Guid.CreateVersion7(time.GetUtcNow()));
    }

    /// <summary><c>run_</c> and 32 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"run_{Value:N}");
}
