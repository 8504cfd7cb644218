namespace Weir.Functions.RuntimeApi;

/// <summary>How much goes over the Runtime API, as on AWS Lambda.</summary>
internal static class RuntimeLimits
{
    /// <summary>The most bytes of an event, and of an answer.</summary>
    public const int Payload = 6 << 20;
}
