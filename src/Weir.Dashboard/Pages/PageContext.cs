using System.Globalization;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

using Weir.Server.Access;

namespace Weir.Dashboard.Pages;

/// <summary>The request that a page is made for.</summary>
/// <param name="ways">Knows who may go where.</param>
internal sealed class PageContext(Ways ways)
{
    private HttpContext? _http;

    public HttpContext Http
    {
        get => _http ?? throw new InvalidOperationException("The page is made outside of a request.");
        set => _http = value;
    }

    /// <summary>Who looks; nobody that is known on the pages for everybody.</summary>
    public Caller? Caller => Http.Features.Get<Caller>();

    /// <summary>Whether a link leads whoever looks somewhere.</summary>
    public bool Leads(string address) => ways.May(Caller, HttpMethods.Get, address);

    /// <summary>Whether whoever looks may send a form there.</summary>
    public bool Takes(string address) => ways.May(Caller, HttpMethods.Post, address);

    /// <summary>The page to begin with: who is limited to tenants has no picture of the whole project.</summary>
    public string Home => Caller?.Tenants is null ? "/" : "/runs";

    /// <summary>Whether only what changes of the page is wanted, without the frame around it.</summary>
    public bool IsPart => Http.Request.Headers.ContainsKey("weir-part");

    /// <summary>The page's path, such as <c>/runs</c>.</summary>
    public string Path => Http.Request.Path.Value ?? "/";

    public CancellationToken Cancelled => Http.RequestAborted;

    /// <summary>The status that the page is sent with.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    /// <summary>The topics whose news change the page, separated by blanks; none for a page that stands still.</summary>
    public string? Topics { get; set; }

    /// <summary>What was just done, to be said once.</summary>
    public string? Notice { get; set; }

    /// <summary>A value of the query string; none when it is missing or empty.</summary>
    public string? Query(string name) => Http.Request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    /// <summary>A part of the path that the page's pattern names.</summary>
    public string Route(string name) => Convert.ToString(Http.GetRouteValue(name), CultureInfo.InvariantCulture) ?? "";

    /// <summary>The page's own address with a value of the query string changed; taken away when it is null.</summary>
    public string With(string name, string? value)
    {
        var query = new QueryBuilder(
            Http.Request.Query.Where(pair => pair.Key != name && pair.Value is [{ Length: > 0 }, ..]).Select(pair => KeyValuePair.Create(pair.Key, $"{pair.Value[0]}")));
        if (value is not null)
        {
            query.Add(name, value);
        }

        return Path + query;
    }
}
