using System.Globalization;

namespace Weir.Engine.Commands;

/// <summary>How a process ended, in words.</summary>
internal static class ExitCodes
{
    /// <summary>Such as <c>ended with exit code 3</c>, or of a code above 128 <c>was ended by signal 9</c>.</summary>
    public static string Told(int exitCode) => exitCode > 128
        ? string.Create(CultureInfo.InvariantCulture, $"was ended by signal {exitCode - 128}")
        : string.Create(CultureInfo.InvariantCulture, $"ended with exit code {exitCode}");
}
