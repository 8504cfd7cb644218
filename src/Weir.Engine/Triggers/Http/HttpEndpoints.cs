using Weir.Failures;
using Weir.Pipelines;
using Weir.Projects;

namespace Weir.Engine.Triggers.Http;

/// <summary>The endpoints of a project, and which of them a request is for.</summary>
internal sealed class HttpEndpoints
{
    /// <summary>The more literal ones first: <c>/orders/new</c> is no <c>/orders/{id}</c>.</summary>
    private readonly List<HttpEndpoint> _endpoints;

    public HttpEndpoints(ProjectDefinition project) => _endpoints =
    [
        .. project.Pipelines.Values
            .SelectMany(pipeline => pipeline.Triggers.OfType<TriggerDefinition.Http>().Select(trigger => new HttpEndpoint(pipeline, trigger)))
            .OrderBy(endpoint => endpoint.Trigger.Path.Shape, StringComparer.Ordinal),
    ];

    /// <summary>All of them.</summary>
    public IReadOnlyList<HttpEndpoint> All => _endpoints;

    /// <summary>Finds the endpoint of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="refusal">The answer when there is none.</param>
    /// <returns>None when there is no such path, or not by this method.</returns>
    public HttpMatch? Find(InboundRequest request, out HttpAnswer? refusal)
    {
        refusal = null;
        var segments = Segments(request.Path);
        List<HttpMatch> there =
        [
            .. _endpoints
                .Select(endpoint => endpoint.Trigger.Path.Match(segments) is { } parameters ? new HttpMatch(endpoint, parameters) : null)
                .OfType<HttpMatch>(),
        ];
        if (there.Find(match => match.Endpoint.Trigger.Methods.Contains(request.Method)) is { } found)
        {
            return found;
        }

        var allowed = there.SelectMany(match => match.Endpoint.Trigger.Methods).Distinct().ToList();
        refusal = allowed.Count == 0
            ? HttpAnswer.Problem(404, new Failure("WEIR7101", "No pipeline hears requests at this path.", "Look at the project's triggers with 'http'."))
            : NotBy(request.Method, allowed);
        return null;
    }

    private static HttpAnswer NotBy(string method, List<string> allowed)
    {
        var failure = new Failure("WEIR7102", $"No pipeline hears {method} at this path.", $"Send {string.Join(" or ", allowed)}.");
        return HttpAnswer.Problem(405, failure) with { Headers = [new("Allow", string.Join(", ", allowed))] };
    }

    private static string[] Segments(string path) =>
        path.Length < 2 ? [] : [.. path[1..].Split('/').Select(Uri.UnescapeDataString)];
}
