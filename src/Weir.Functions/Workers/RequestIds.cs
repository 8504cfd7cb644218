using System.Globalization;
using System.Security.Cryptography;

namespace Weir.Functions.Workers;

/// <summary>Names that cannot be guessed.</summary>
internal static class RequestIds
{
    /// <summary>32 hexadecimal digits.</summary>
    public static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>A name for a trace, in the form of AWS X-Ray.</summary>
    public static string Trace(TimeProvider time) => string.Create(
        CultureInfo.InvariantCulture,
        $"Root=1-{time.GetUtcNow().ToUnixTimeSeconds():x8}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))};Parent={Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))};Sampled=0");
}
