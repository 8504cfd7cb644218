namespace Weir.Functions.DotNet;

/// <summary>What a handler may know of its invocation. The names are those of Amazon.Lambda.Core's <c>ILambdaContext</c>.</summary>
/// <param name="AwsRequestId">Names the invocation.</param>
/// <param name="InvokedFunctionArn">The function, in the form that AWS has for it.</param>
/// <param name="Deadline">When the process is killed.</param>
/// <param name="Custom">What the caller tells beside the event, by name; none when it tells nothing.</param>
internal sealed record InvocationContext(
    string AwsRequestId, string InvokedFunctionArn, DateTimeOffset Deadline, IDictionary<string, string>? Custom)
{
    /// <summary>The value that a member of the interface has; none for what there is not here, such as an identity.</summary>
    public object? Get(string member) => member switch
    {
        "AwsRequestId" => AwsRequestId,
        "InvokedFunctionArn" => InvokedFunctionArn,
        "Custom" => Custom,
        "FunctionName" => Variable("AWS_LAMBDA_FUNCTION_NAME"),
        "FunctionVersion" => Variable("AWS_LAMBDA_FUNCTION_VERSION"),
        "LogGroupName" => Variable("AWS_LAMBDA_LOG_GROUP_NAME"),
        "LogStreamName" => Variable("AWS_LAMBDA_LOG_STREAM_NAME"),
        "MemoryLimitInMB" => int.Parse(Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), System.Globalization.CultureInfo.InvariantCulture),
        "RemainingTime" => Deadline - TimeProvider.System.GetUtcNow(),
        _ => null,
    };

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
}
