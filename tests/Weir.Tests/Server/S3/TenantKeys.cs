using Amazon.Runtime;
using Amazon.S3;

using Weir.Server.S3.Keys;

namespace Weir.Tests.Server.S3;

/// <summary>Pairs that are limited to tenants, and clients that sign with them.</summary>
internal static class TenantKeys
{
    /// <summary>Makes a pair, and waits until the endpoint, which looks every second, has taken it.</summary>
    public static async Task<AccessKey> MakeAsync(S3World world, string tenant)
    {
        var made = CredentialsFile.Add(Path.GetDirectoryName(world.CredentialsPath)!, tenant, tenant)!.Value.Pair;
        using var client = ClientOf(world, made);
        await EventuallyAsync(async () =>
        {
            try
            {
                await client.ListBucketsAsync();
                return true;
            }
            catch (AmazonS3Exception refused) when (refused.ErrorCode == "InvalidAccessKeyId")
            {
                return false;
            }
        });
        return made;
    }

    public static AmazonS3Client ClientOf(S3World world, AccessKey key) => new(new BasicAWSCredentials(key.Id, key.Secret), new AmazonS3Config
    {
        ServiceURL = world.Endpoint,
        ForcePathStyle = true,
        AuthenticationRegion = "local",
        MaxErrorRetry = 0,
    });

    public static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }
}
