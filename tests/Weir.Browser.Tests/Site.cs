using System.Net;

using Microsoft.Playwright;

using Weir.Buckets;
using Weir.Cli.Composition;
using Weir.Cli.Flow;
using Weir.Engine.Secrets;
using Weir.Engine.Triggers;
using Weir.Http;
using Weir.Server.Access;
using Weir.Server.Access.Accounts;
using Weir.Server.Operations;

namespace Weir.Browser.Tests;

/// <summary>A project that runs, with something of everything in it, and a browser to look at it. All tests share it.</summary>
public class Site : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-site-").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private RunningFlow? _flow;
    private string _token = "";

    /// <summary>Where the pages are.</summary>
    public string Address { get; private set; } = "";

    internal IOperations Operations { get; private set; } = null!;

    /// <summary>Says who may do what.</summary>
    internal IAccounts Accounts { get; private set; } = null!;

    /// <summary>The project.</summary>
    private protected virtual IReadOnlyDictionary<string, string> Files => Shop.Files;

    /// <summary>Has something happen in it.</summary>
    private protected virtual Task FillAsync(IOperations operations, TimeSpan patience) => Shop.FillAsync(operations, patience);

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
        {
            return;
        }

        foreach (var (file, content) in Files)
        {
            var path = Path.Combine(_folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, content);
        }

        var place = new ProjectPlace(_folder, "local");
        var session = await EnvironmentSession.OpenAsync(place, Patience, new Masks(), TimeProvider.System, default);
        var anywhere = new ListenAddress(IPAddress.Loopback, 0);
        var doors = new FlowDoors(StayOpen: true, anywhere, new S3Choice(S3Audience.Nobody), new WebChoice(IsOpen: true, anywhere));
        _flow = await RunningFlow.StartAsync(session, place, doors, new FlowTotals(), TimeProvider.System, default);
        (Operations, Address, _token) = (session.Operate(place, TimeProvider.System), _flow.Web!.Address, OwnerToken.Open(place.EnvironmentFolder).Secret);
        Accounts = new DirectAccounts(session.StoresAt(TimeProvider.System), session.Project, Actor.Owner);
        await FillAsync(Operations, Patience);

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Path,
            Args = Environment.IsPrivilegedProcess ? ["--no-sandbox", "--disable-dev-shm-usage"] : [],
        });
    }

    /// <summary>Opens a page as somebody sees it, and watches that it keeps to the rules.</summary>
    internal async Task<View> OpenAsync(string path, int width = 1280, int height = 860, bool isDark = false, bool hasScript = true, (string Name, string Password)? user = null)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = hasScript,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "Europe/Vienna",
            Locale = "en-GB",
        });

        // As people do, so that what a page may do with a session is what is tried.
        var form = context.APIRequest.CreateFormData();
        form.Set("name", user?.Name ?? "");
        form.Set("password", user?.Password ?? _token);
        await context.APIRequest.PostAsync("/sign-in", new() { Form = form, MaxRedirects = 0 });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        var view = new View(context, await context.NewPageAsync(), Address);
        await view.GoAsync(path);
        return view;
    }

    /// <summary>Lands a file.</summary>
    internal async Task PutAsync(string name, string content) =>
        await Operations.PutAsync([new Arrival(NameOf(name), () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)))], default);

    /// <summary>Writes a file into the project's folder.</summary>
    internal void Write(string file, string content) => File.WriteAllText(Path.Combine(_folder, file), content);

    /// <summary>The id of the last run of a pipeline, when there is one in a state.</summary>
    internal async Task<string> RunOfAsync(string pipeline, string state = "running")
    {
        using var end = new CancellationTokenSource(Patience);
        while (true)
        {
            if ((await Operations.ListRunsAsync(100, end.Token)).FirstOrDefault(run => run.Pipeline == pipeline && run.State == state) is { } found)
            {
                return found.Id;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), end.Token);
        }
    }

    public async Task DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
        await (_flow?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_folder, recursive: true);
    }

    internal static ObjectName NameOf(string name) => new(name.Split('/')[0], name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]);
}
