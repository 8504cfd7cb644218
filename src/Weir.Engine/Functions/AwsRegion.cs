namespace Weir.Engine.Functions;

/// <summary>The region of AWS that functions see themselves in.</summary>
internal static class AwsRegion
{
    /// <summary>The one that the environment names; else that which AWS itself has as the first.</summary>
    public static string Name => Environment.GetEnvironmentVariable("AWS_REGION") ?? "us-east-1";
}
