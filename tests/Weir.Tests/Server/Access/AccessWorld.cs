using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging.Abstractions;

using Weir.Cli.Composition;
using Weir.Dashboard;
using Weir.Engine.Access;
using Weir.Engine.Events;
using Weir.Engine.Notifications;
using Weir.Engine.Secrets;
using Weir.Engine.Triggers;
using Weir.Http;
using Weir.Server.Access;
using Weir.Server.Access.Accounts;
using Weir.Server.Access.Tenants;
using Weir.Server.Api;
using Weir.Server.Live;
using Weir.Server.Web;

namespace Weir.Tests.Server.Access;

/// <summary>A project in a folder of its own, with its web server open on a free port, and nothing running behind it.</summary>
internal sealed class AccessWorld : IAsyncDisposable
{
    public const string Yaml =
        """
        project: shared
        buckets: { raw: {}, curated: {} }
        tenants: { acme: , globex: }
        pipelines:
          sync:
            triggers: [{ manual: true }]
            inputs: { who: { required: true } }
            tenant: "{{inputs.who}}"
            steps: [{ delete: raw/none }]
          open:
            triggers: [{ manual: true }]
            steps: [{ delete: raw/none }]
        """;

    private readonly EnvironmentSession _session;
    private readonly WebServer _server;

    private AccessWorld(string folder, EnvironmentSession session, Door door, WebServer server, TestClock clock, AccessStores stores)
    {
        (Folder, _session, Door, _server, Clock) = (folder, session, door, server, clock);
        Accounts = new DirectAccounts(stores, session.Project, new Actor("the test", Actor.ThisMachine));
    }

    public string Folder { get; }

    public Door Door { get; }

    public TestClock Clock { get; }

    public IAccounts Accounts { get; }

    public Weir.Local.LocalEnvironment Local => _session.Local;

    public Uri Address => new(_server.Address);

    /// <summary>All that it answers to.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints => _server.Endpoints;

    public string OwnersToken => OwnerToken.Open(Path.Combine(Folder, ".weir/local")).Secret;

    public static async Task<AccessWorld> OpenAsync(string? folder = null, string yaml = Yaml, IReadOnlyList<string>? hosts = null, bool hasPages = true)
    {
        folder ??= Directory.CreateTempSubdirectory("weir-access-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), yaml);
        var place = new ProjectPlace(folder, "local");
        var clock = new TestClock();
        var session = await EnvironmentSession.OpenAsync(place, TimeSpan.FromSeconds(10), new Masks(), TimeProvider.System, default);
        var web = WebPlace.Take(place.EnvironmentFolder, new ListenAddress(IPAddress.Loopback, 0));
        var stores = session.StoresAt(clock) with { Passwords = new Passwords(1_000) };
        var door = new Door(stores, web.Token, new Masks(), hosts ?? []);
        var landing = new Landing(session.Local.ObjectWriter, session.Local.Events, new Router(session.Project), new SilentObserver(), TimeProvider.System);
        var operations = new CallerOperations(session.Operate(place, landing, TimeProvider.System));
        var (runs, data) = (new CallerRunReads(session.Runs, session.Project), session.Look(operations, landing, TimeProvider.System));
        var desk = new Desk(stores, session.Project, door, door.Tickets, web.Address);
        var server = await WebServer.StartAsync(
            new WebParts
            {
                Place = web,
                Api = new ApiParts { Operations = operations, Runs = runs, Tables = data.Tables },
                Hosts = hosts ?? [],
                Logs = NullLoggerProvider.Instance,
                Parts = hasPages
                    ? [new TableRoutes(data), new DashboardPart(operations, runs, data, new LiveFeed(session.Running, TimeProvider.System), desk, web.Token, TimeProvider.System)]
                    : [new TableRoutes(data)],
                Door = door,
                Desk = desk,
            },
            default);
        return new AccessWorld(folder, session, door, server, clock, stores);
    }

    /// <summary>A token of a role.</summary>
    public async Task<string> TokenAsync(Role role, params string[] tenants) => (await Accounts.CreateTokenAsync(
        new TokenOrder($"{role}-{string.Join('-', tenants)}-{Guid.CreateVersion7():n}", Roles.NameOf(role), tenants.Length == 0 ? null : tenants, null), default)).Token;

    public Task AddUserAsync(string name, string password, Role role = Role.Viewer, params string[] tenants) =>
        Accounts.AddUserAsync(new UserOrder(name, Roles.NameOf(role), password, tenants.Length == 0 ? null : tenants), default);

    /// <summary>A client that shows a token, or nothing; it keeps cookies, and goes where it is sent only when asked to.</summary>
    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A browser in which somebody signed in with a name and a password.</summary>
    public async Task<HttpClient> BrowserAsync(string name, string password)
    {
        var browser = Client();
        using var answer = await SignInAsync(browser, name, password);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return browser;
    }

    /// <summary>Sends the form of the sign-in page, as a browser does.</summary>
    public Task<HttpResponseMessage> SignInAsync(HttpClient browser, string name, string password, string? to = null) =>
        browser.SendAsync(Form("/sign-in", ("name", name), ("password", password), ("to", to ?? "/")));

    /// <summary>A form that a page of the server sends.</summary>
    public HttpRequestMessage Form(string path, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
        return request;
    }

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync() => await Local.Audit.ListAsync(1_000, null, default);

    public static async Task<(int Status, string Code)> CodeAsync(HttpResponseMessage answer) => ((int)answer.StatusCode,
        answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!
            : "");

    public static async Task<(int Status, string Code)> SendAsync(HttpClient client, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request);
        return await CodeAsync(answer);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _session.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A clock that is put on by hand.</summary>
    internal sealed class TestClock : TimeProvider
    {
        private TimeSpan _ahead;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

        public void Advance(TimeSpan by) => _ahead += by;
    }
}
