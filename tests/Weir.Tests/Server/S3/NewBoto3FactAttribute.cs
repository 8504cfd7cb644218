using Weir.Tests.Functions;

namespace Weir.Tests.Server.S3;

/// <summary>A test with a boto3 that heeds <c>AWS_ENDPOINT_URL</c>, for the Python that functions get; left out where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NewBoto3FactAttribute : FactAttribute
{
    public NewBoto3FactAttribute() => Skip = Python.Runs("import boto3; assert tuple(int(part) for part in boto3.__version__.split('.')[:2]) >= (1, 28)")
        ? null
        : "Python 3 has no boto3 from 1.28 on here.";
}
