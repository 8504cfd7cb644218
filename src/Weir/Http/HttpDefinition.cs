using Weir.Pipelines;
using Weir.Templates;

namespace Weir.Http;

/// <summary>An HTTP request that a step makes, and what becomes of its answer.</summary>
public sealed record HttpDefinition
{
    /// <summary>The address, with <c>http://</c> or <c>https://</c>.</summary>
    public required Template Url { get; init; }

    /// <summary>The method. GET by default, POST when there is a body.</summary>
    public required string Method { get; init; }

    /// <summary>Headers. None by default.</summary>
    public IReadOnlyDictionary<string, Template> Headers { get; init; } = new Dictionary<string, Template>();

    /// <summary>What is added to the address behind <c>?</c>. Nothing by default.</summary>
    public IReadOnlyDictionary<string, Template> Query { get; init; } = new Dictionary<string, Template>();

    /// <summary>What is sent. Nothing when null.</summary>
    public HttpBody? Body { get; init; }

    /// <summary>Who asks. Nobody when null.</summary>
    public HttpAuth? Auth { get; init; }

    /// <summary>The statuses that are no failure. 200 to 299 when empty.</summary>
    public IReadOnlyList<int> Expect { get; init; } = [];

    /// <summary>How long to wait for the answer to begin, and for each further part of it. A minute by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a request is made within one try at the step, when nobody answers or the answer says to come again.</summary>
    public RetryDefinition Retry { get; init; } = RetryDefinition.Default;

    /// <summary>Where the answer lands, as <c>bucket/key</c>. It is the step's output when null.</summary>
    public Template? SaveTo { get; init; }

    /// <summary>The most bytes of an answer that lands. 10 GB by default.</summary>
    public long MaxSize { get; init; } = 10L << 30;

    /// <summary>How further pages are found. There is one page when null.</summary>
    public HttpPaging? Paging { get; init; }
}
