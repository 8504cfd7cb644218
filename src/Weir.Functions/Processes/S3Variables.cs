using Weir.Engine.Functions;

namespace Weir.Functions.Processes;

/// <summary>What code of the user's is told of S3: where it is spoken, and the keys to it. Nothing until it is known.</summary>
internal sealed class S3Variables
{
    private const string Endpoint = "AWS_ENDPOINT_URL";
    private const string Id = "AWS_ACCESS_KEY_ID";
    private const string Secret = "AWS_SECRET_ACCESS_KEY";
    private const string Address = "127.0.0.1";

    /// <summary>Code that has one of these talks to somebody else: half of ours beside half of its own would work nowhere.</summary>
    private static readonly string[] OfSomebodyElse = [Endpoint, "AWS_ENDPOINT_URL_S3", Id, "AWS_PROFILE", "AWS_SHARED_CREDENTIALS_FILE"];

    private volatile KeyValuePair<string, string>[] _all = [];

    /// <summary>Tells code that is started from now on. Whoever runs it sets this before anything can be started.</summary>
    /// <param name="endpoint">Where, such as <c>http://127.0.0.1:9710</c>.</param>
    /// <param name="id">The key's id.</param>
    /// <param name="secret">The key's secret.</param>
    public void Set(string endpoint, string id, string secret) => _all = [new(Endpoint, endpoint), new(Id, id), new(Secret, secret)];

    /// <summary>Adds them to the variables of a process, unless these say that it talks to somebody else.</summary>
    public void AddTo(Dictionary<string, string> variables)
    {
        var all = _all;
        if (all.Length == 0 || OfSomebodyElse.Any(variables.ContainsKey))
        {
            return;
        }

        foreach (var (name, value) in all)
        {
            variables[name] = value;
        }

        variables.TryAdd("AWS_REGION", AwsRegion.Name);
        variables.TryAdd("AWS_DEFAULT_REGION", variables["AWS_REGION"]);
        PassProxies(variables);
    }

    /// <summary>A proxy does not reach this machine's loopback address.</summary>
    private static void PassProxies(Dictionary<string, string> variables)
    {
        if (!variables.ContainsKey("http_proxy") && !variables.ContainsKey("HTTP_PROXY"))
        {
            return;
        }

        var (lower, upper) = (variables.GetValueOrDefault("no_proxy"), variables.GetValueOrDefault("NO_PROXY"));
        variables["no_proxy"] = WithAddress(lower ?? upper);
        variables["NO_PROXY"] = WithAddress(upper ?? lower);
    }

    private static string WithAddress(string? hosts) =>
        string.IsNullOrWhiteSpace(hosts) ? Address
        : hosts.Trim() == "*" || hosts.Split(',', StringSplitOptions.TrimEntries).Contains(Address) ? hosts
        : $"{hosts},{Address}";
}
