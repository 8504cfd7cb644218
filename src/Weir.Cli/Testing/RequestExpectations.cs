using System.Text;

using Weir.Testing;

namespace Weir.Cli.Testing;

/// <summary>Looks whether the requests are those that a test expects.</summary>
internal static class RequestExpectations
{
    private const int LongestBody = 200;

    /// <param name="world">Where they were made.</param>
    /// <param name="expected">What is expected; nothing when none.</param>
    /// <param name="line">Where.</param>
    public static IEnumerable<TestDifference> Differences(TestWorld world, IReadOnlyList<ExpectedRequest>? expected, int line)
    {
        var made = world.Web.Made;
        foreach (var request in made.Where(request => !request.IsAnswered).DistinctBy(request => request.ToString()))
        {
            yield return new TestDifference(line, $"the request {request} was made, and the test does not answer it")
            {
                Hint = $"Add it to 'http' of the test: - {{ request: {request.Method} {request.Address.GetLeftPart(UriPartial.Path)}, answer: {{ json: {{}} }} }}",
            };
        }

        if (expected is null)
        {
            yield break;
        }

        var meant = expected.Count == 0
            ? made
            : [.. made.Where(request => expected.Any(wanted => wanted.Request.Matches(request.Method, request.Address)))];
        var all = expected.SelectMany(request => Enumerable.Repeat(request, request.Count)).ToList();
        var (missing, more) = Pairing.Of(all.Count, meant.Count, (at, other) => Fits(world, all[at], meant[other]));
        if (missing.Count > 0 || more.Count > 0)
        {
            yield return new TestDifference(missing.Count > 0 ? all[missing[0]].Line : line, "requests")
            {
                Expected = [.. missing.Select(at => Shown(world, all[at])), .. all.Count == 0 ? ["none"] : Array.Empty<string>()],
                Found = [.. more.Select(at => Shown(meant[at])), .. meant.Count == 0 ? ["none of these"] : Array.Empty<string>()],
            };
        }
    }

    private static bool Fits(TestWorld world, ExpectedRequest wanted, MadeRequest made) =>
        wanted.Request.Matches(made.Method, made.Address)
        && wanted.Headers.All(header => made.Headers.GetValueOrDefault(header.Key.ToLowerInvariant()) == header.Value)
        && (wanted.Body is null || ContentDifference.Of(wanted.Body, world.Contents.BytesOf(wanted.Body), made.Body, isWhole: false) is null);

    private static string Shown(TestWorld world, ExpectedRequest request) => Joined(
        request.Request.Text, request.Headers, request.Body is null ? "" : Encoding.UTF8.GetString(world.Contents.BytesOf(request.Body)));

    private static string Shown(MadeRequest request) => Joined(request.ToString(), new Dictionary<string, string>(), Encoding.UTF8.GetString(request.Body));

    private static string Joined(string request, IReadOnlyDictionary<string, string> headers, string body) =>
        $"{request}{string.Concat(headers.Select(header => $" {header.Key}: {header.Value}"))}{(body.Length > 0 ? $" {(body.Length > LongestBody ? body[..LongestBody] + "…" : body)}" : "")}";
}
