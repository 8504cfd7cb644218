using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

using Weir.Cli.Composition;
using Weir.Cli.Flow;
using Weir.Engine.Secrets;
using Weir.Http;
using Weir.Server.Access;
using Weir.Tests.Cli;

namespace Weir.Tests.Dashboard;

/// <summary>The pages of a project that runs, and a browser of few words that is let in.</summary>
internal sealed partial class DashboardHost : IAsyncDisposable
{
    private readonly RunningFlow _flow;
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };
    private bool _isStopped;

    private DashboardHost(RunningFlow flow, string token)
    {
        _flow = flow;
        Http = new HttpClient(_handler) { BaseAddress = new Uri(flow.Web!.Address) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public HttpClient Http { get; }

    public RunningFlow Flow => _flow;

    public static async Task<DashboardHost> OpenAsync(CliProject project)
    {
        var place = new ProjectPlace(project.Folder, "local");
        var session = await EnvironmentSession.OpenAsync(place, TimeSpan.FromSeconds(10), new Masks(), TimeProvider.System, default);
        var anywhere = new ListenAddress(IPAddress.Loopback, 0);
        var doors = new FlowDoors(StayOpen: true, anywhere, new S3Choice(S3Audience.Nobody), new WebChoice(IsOpen: true, anywhere));
        var flow = await RunningFlow.StartAsync(session, place, doors, new FlowTotals(), TimeProvider.System, default);
        return new DashboardHost(flow, OwnerToken.Open(place.EnvironmentFolder).Secret);
    }

    /// <summary>The text of a page.</summary>
    public async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The token of a page's forms, and the cookies that go with it.</summary>
    public async Task<(string Token, string Cookies)> FormAsync(string path)
    {
        var (_, page) = await GetAsync(path);
        return (Token().Match(page).Groups[1].Value, _handler.CookieContainer.GetCookieHeader(Http.BaseAddress!));
    }

    /// <summary>Sends a form with the token of a page, as a browser would.</summary>
    public async Task<HttpResponseMessage> SendAsync(string from, string to, params (string Name, string Value)[] fields)
    {
        var (_, page) = await GetAsync(from);
        return await PostAsync(to, [("_token", Token().Match(page).Groups[1].Value), .. fields]);
    }

    public async Task<HttpResponseMessage> PostAsync(string to, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Http.PostAsync(new Uri(to, UriKind.Relative), form);
    }

    /// <summary>Ends it while its browser looks on.</summary>
    public async Task StopAsync()
    {
        if (!_isStopped)
        {
            _isStopped = true;
            await _flow.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _handler.Dispose();
        await StopAsync();
    }

    [GeneratedRegex("name=\"_token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
