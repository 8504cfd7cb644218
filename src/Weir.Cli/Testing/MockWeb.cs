using System.Net;
using System.Net.Http.Headers;

using Weir.Engine.Http;
using Weir.Failures;
using Weir.Testing;

namespace Weir.Cli.Testing;

/// <summary>The web as a test has it: answers what the test says, refuses all else, and keeps what was asked.</summary>
/// <param name="mocks">The answers.</param>
/// <param name="contents">What bodies hold.</param>
internal sealed class MockWeb(IReadOnlyList<MockedRequest> mocks, TestContents contents)
{
    private readonly Lock _gate = new();
    private readonly List<MadeRequest> _made = [];
    private readonly Dictionary<MockedRequest, int> _answered = [];

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<MadeRequest> Made
    {
        get
        {
            lock (_gate)
            {
                return [.. _made];
            }
        }
    }

    /// <summary>For steps.</summary>
    public HttpMessageHandler ForSteps() => new Handler(this, mustBeAnswered: true);

    /// <summary>For what people are told: it is taken unless the test says otherwise.</summary>
    public HttpMessageHandler ForPeople() => new Handler(this, mustBeAnswered: false);

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, bool mustBeAnswered, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value), StringComparer.Ordinal);
        var answer = Find(request, headers, body, mustBeAnswered);
        return answer is null && mustBeAnswered ? throw NotAnswered(request) : ResponseTo(request, answer ?? new MockedAnswer());
    }

    private MockedAnswer? Find(HttpRequestMessage request, IReadOnlyDictionary<string, string> headers, byte[] body, bool mustBeAnswered)
    {
        lock (_gate)
        {
            var mock = mocks.FirstOrDefault(mock => mock.Request.Matches(request.Method.Method, request.RequestUri!));
            _made.Add(new MadeRequest(request.Method.Method, request.RequestUri!, headers, body, mock is not null || !mustBeAnswered));
            if (mock is null)
            {
                return null;
            }

            var number = _answered[mock] = _answered.GetValueOrDefault(mock) + 1;
            return mock.Answers[Math.Min(number, mock.Answers.Count) - 1];
        }
    }

    private HttpResponseMessage ResponseTo(HttpRequestMessage request, MockedAnswer answer)
    {
        if (answer.Error is { } error)
        {
            throw new HttpRequestException(error);
        }

        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { RequestMessage = request, Content = new ByteArrayContent(contents.BytesOf(answer.Body)) };
        response.Content.Headers.ContentType = answer.Body is TestContent.Json ? MediaTypeHeaderValue.Parse("application/json") : null;
        foreach (var (name, value) in answer.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.Remove(name);
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    private static HttpFailedException NotAnswered(HttpRequestMessage request) => new(new Failure(
        "WEIR7203",
        $"The test answers no request {request.Method} {request.RequestUri!.AbsoluteUri}: tests do not reach the web.",
        $"Add it to 'http' of the test: - {{ request: {request.Method} {request.RequestUri.GetLeftPart(UriPartial.Path)}, answer: {{ json: {{}} }} }}"));

    private sealed class Handler(MockWeb web, bool mustBeAnswered) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            web.AnswerAsync(request, mustBeAnswered, cancellationToken);
    }
}
