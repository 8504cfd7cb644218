using System.Globalization;

using Weir.Failures;

namespace Weir.Engine.Http;

/// <summary>What is said of requests that fail. Of an address only what is in front of <c>?</c> is told: what follows may hold secrets.</summary>
internal static class HttpFailures
{
    private const int LongestExcerpt = 300;

    public static Failure NoAddress(string text) => new(
        "WEIR6620", $"The address '{Shown(text)}' cannot be asked.", "Write it with http:// or https:// and a host, and put user and password under 'auth'.");

    public static Failure NoAnswer(OutgoingRequest request, string why) => new(
        "WEIR6621", $"{request.Method} {Shown(request.Address)} has no answer: {why}.", "See whether the server runs and can be reached from here.");

    public static Failure Status(OutgoingRequest request, int status, string excerpt)
    {
        var said = excerpt.Trim();
        said = said.Length > LongestExcerpt ? said[..LongestExcerpt] + "…" : said;
        return new Failure(
            "WEIR6622",
            string.Create(CultureInfo.InvariantCulture, $"{request.Method} {Shown(request.Address)} answered {status}{(said.Length == 0 ? "." : ": " + said)}"),
            "Correct the request, or say with 'expect' which statuses are well.");
    }

    public static Failure BadRedirect(OutgoingRequest request, string why) => new(
        "WEIR6623", $"{request.Method} {Shown(request.Address)} leads on, and is not followed: {why}.", "Ask the address that it leads to.");

    public static Failure TooLong(Uri address, long most, string hint) => new(
        "WEIR6624", string.Create(CultureInfo.InvariantCulture, $"The answer of {Shown(address)} has more than {most} bytes."), hint);

    public static Failure BadPage(Uri address, string why, string hint) => new("WEIR6625", $"The page {Shown(address)} does not lead on: {why}.", hint);

    public static string Shown(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static string Shown(string text) => text.Split('?', '#')[0] is var shown && shown.Contains('@', StringComparison.Ordinal) ? "…" + shown[shown.LastIndexOf('@')..] : shown;
}
