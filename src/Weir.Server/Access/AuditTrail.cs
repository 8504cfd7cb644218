using System.Globalization;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Weir.Engine.Access;
using Weir.Engine.Secrets;
using Weir.Server.Access.SignIn;

namespace Weir.Server.Access;

/// <summary>Notes who changes what, before they hear that it is done.</summary>
/// <param name="log">Where.</param>
/// <param name="masks">Knows the secrets that no entry may tell.</param>
/// <param name="time">The clock.</param>
internal sealed class AuditTrail(IAuditLog log, Masks masks, TimeProvider time)
{
    private const int Longest = 500;

    /// <summary>What of a query says what a request is about.</summary>
    private static readonly string[] Telling = ["bucket", "key", "id", "name", "table"];

    /// <summary>Has a request noted when it is answered, if it may change something.</summary>
    /// <param name="http">The request.</param>
    /// <param name="caller">Who sent it.</param>
    /// <param name="from">From where.</param>
    public void Watch(HttpContext http, Caller caller, string from)
    {
        if (BrowserProof.IsChanging(http.Request.Method)
            && http.GetEndpoint() is RouteEndpoint endpoint
            && endpoint.Metadata.GetMetadata<Needs>() is { Role: not Role.Viewer }
            && endpoint.Metadata.GetMetadata<NotesItself>() is null)
        {
            var subject = new AuditSubject();
            http.Features.Set(subject);
            var what = $"{http.Request.Method} {endpoint.RoutePattern.RawText}";
            http.Response.OnStarting(() => NoteAsync(caller.Name, what, About(Asked(http), subject.On), from, http.Response.StatusCode.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Notes something.</summary>
    public Task NoteAsync(string who, string what, string? on, string from, string result) => NoteAsync([EntryOf(who, what, on, from, result)]);

    /// <summary>Notes several things at once.</summary>
    public Task NoteAsync(IReadOnlyList<AuditEntry> entries) => log.AppendAsync(entries, CancellationToken.None);

    /// <summary>An entry that is noted with what it is about.</summary>
    public AuditEntry EntryOf(string who, string what, string? on, string from, string result) =>
        new(time.GetUtcNow(), Fit(who)!, Fit(what)!, Fit(on), from, result);

    private static string? About(string? asked, string? ordered) => (asked, ordered) switch
    {
        (null, _) => ordered,
        (_, null) => asked,
        _ => $"{asked} {ordered}",
    };

    private static string? Asked(HttpContext http)
    {
        var said = Telling.Select(name => http.Request.Query[name].ToString()).Where(value => value.Length > 0)
            .Concat(http.Request.RouteValues.Values.OfType<string>());
        return string.Join('/', said) is { Length: > 0 } all ? all : null;
    }

    /// <summary>As it may be kept: bounded, in one line, and without secrets.</summary>
    private string? Fit(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var masked = masks.Hide(text)!;
        if (masked.Length <= Longest && !masked.Any(char.IsControl))
        {
            return masked;
        }

        var shown = string.Concat(masked.Take(Longest).Select(letter => char.IsControl(letter) ? ' ' : letter));
        return masked.Length > Longest ? shown + "…" : shown;
    }
}
