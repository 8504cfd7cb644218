using System.Text.Json.Serialization.Metadata;

namespace Weir.Server.Api.Calls;

/// <summary>What a call is: among the metadata of its endpoint, for the description and for what all calls have in common.</summary>
/// <param name="Id">Its name for programs that are made from the description, such as <c>list_runs</c>.</param>
/// <param name="Subject">The heading that it stands under.</param>
/// <param name="Summary">What it does, as a sentence.</param>
internal sealed record ApiCall(string Id, string Subject, string Summary)
{
    public const string Json = "application/json";
    public const string JsonLines = "application/x-ndjson";
    public const string ServerSentEvents = "text/event-stream";
    public const string Bytes = "application/octet-stream";
    public const string PlainText = "text/plain";

    /// <summary>What else there is to know.</summary>
    public string? Remarks { get; init; }

    /// <summary>What it is asked with.</summary>
    public IReadOnlyList<Parameter> Asks { get; init; } = [];

    /// <summary>What its body is, of those that are JSON.</summary>
    public JsonTypeInfo? Body { get; init; }

    /// <summary>Whether it goes without a body, too.</summary>
    public bool IsBodyOptional { get; init; }

    /// <summary>Of which kind its body is; none when it takes none.</summary>
    public string? BodyType { get; init; }

    /// <summary>What it answers, of those that answer JSON.</summary>
    public JsonTypeInfo? Answer { get; init; }

    /// <summary>Of which kinds its answer is; none when it has nothing to tell.</summary>
    public IReadOnlyList<string> AnswerTypes { get; init; } = [Json];

    /// <summary>With which status it answers.</summary>
    public int AnswerStatus { get; init; } = 200;

    /// <summary>With which statuses it fails, beside those of every call.</summary>
    public IReadOnlyList<int> Fails { get; init; } = [];
}
