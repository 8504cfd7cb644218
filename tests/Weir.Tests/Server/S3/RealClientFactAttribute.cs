namespace Weir.Tests.Server.S3;

/// <summary>A test with a real client, left out, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealClientFactAttribute : FactAttribute
{
    public RealClientFactAttribute(string client) => Skip = RealClient.Missing(client);
}
