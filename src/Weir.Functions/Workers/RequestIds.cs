using System.Globalization;
using System.Security.Cryptography;

namespace Weir.Functions.Workers;

/// <summary>Names that cannot be guessed.</summary>
internal static class RequestIds
{
    /// <summary>32 hexadecimal digits.</summary>
    public static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The name of a trace that W3C's <c>traceparent</c> names, in the form of AWS X-Ray.</summary>
    public static string TraceOf(string traceparent) => traceparent.Split('-') is [_, { Length: 32 } trace, var span, var flags, ..]
        ? $"Root=1-{trace[..8]}-{trace[8..]};Parent={span};Sampled={(flags is [.., '1' or '3' or '5' or '7' or '9' or 'b' or 'd' or 'f'] ? 1 : 0)}"
        : throw new FormatException(traceparent);

    /// <summary>A name for a trace, in the form of AWS X-Ray.</summary>
    public static string Trace(TimeProvider time) => string.Create(
        CultureInfo.InvariantCulture,
        $"Root=1-{time.GetUtcNow().ToUnixTimeSeconds():x8}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))};Parent={Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))};Sampled=0");
}
