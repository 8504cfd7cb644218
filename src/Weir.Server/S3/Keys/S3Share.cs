using Weir.Buckets;
using Weir.Projects;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;
using Weir.Tenants;

namespace Weir.Server.S3.Keys;

/// <summary>Which objects a pair reaches: all of them, or those of one tenant.</summary>
internal sealed class S3Share
{
    private readonly bool _isLimited;
    private readonly TenantDefinition? _tenant;

    private S3Share(bool isLimited, TenantDefinition? tenant) => (_isLimited, _tenant) = (isLimited, tenant);

    /// <summary>What a pair reaches. One of a tenant that the project does not have reaches nothing.</summary>
    public static S3Share Of(AccessKey pair, ProjectDefinition project) =>
        new(pair.Tenant is not null, pair.Tenant is null ? null : project.Tenants.GetValueOrDefault(pair.Tenant));

    /// <summary>Whether it reaches any of a bucket.</summary>
    public bool Has(string bucket) => !_isLimited || _tenant?.HasShareOf(bucket) == true;

    /// <summary>Whether it reaches an object, or all that begins with a prefix.</summary>
    public bool Owns(ObjectName name) => !_isLimited || _tenant?.Owns(name.Bucket, name.Key) == true;

    /// <exception cref="S3Exception">AccessDenied: it does not reach the object.</exception>
    public void Check(ObjectName name)
    {
        if (!Owns(name))
        {
            throw Denied();
        }
    }

    /// <summary>Refuses what the pair may not ask. What is named in a body or in a header is checked where it is read.</summary>
    /// <exception cref="S3Exception">AccessDenied.</exception>
    public void Check(S3Request request)
    {
        if (!_isLimited || (request.Bucket.Length == 0 && request.Method == "GET"))
        {
            return;
        }

        if (!Has(request.Bucket) || !(request.Key.Length > 0 ? Owns(request.Name) : IsFine(request)))
        {
            throw Denied();
        }
    }

    /// <summary>What is asked of a bucket as a whole.</summary>
    private bool IsFine(S3Request request) => request.Method switch
    {
        "HEAD" => true,
        "GET" when request.Target.Has("location") || request.Target.Has("versioning") => true,
        "GET" => Owns(new ObjectName(request.Bucket, request.Target["prefix"] ?? "")),
        "POST" => request.Target.Has("delete"),
        _ => false,
    };

    private static S3Exception Denied() => S3Errors.AccessDenied("This key reaches only what is below its tenant's prefix.");
}
