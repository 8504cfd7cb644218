using Weir.Cli.Composition;
using Weir.Engine.Events;
using Weir.Engine.Notifications;
using Weir.Engine.Secrets;
using Weir.Engine.Triggers;
using Weir.Server.Operations;
using Weir.Tests.Cli;

namespace Weir.Tests.Server.Data;

/// <summary>A project whose files are worked off by the command line, and whose data is then looked at in this process.</summary>
internal sealed class DataProject : IAsyncDisposable
{
    private readonly CliProject _project;
    private EnvironmentSession? _session;

    private DataProject(string yaml) => _project = new CliProject(yaml);

    public string Folder => _project.Folder;

    public EnvironmentSession Session => _session ?? throw new InvalidOperationException("Nothing is open.");

    public IOperations Operations { get; private set; } = null!;

    public DataOperations Data { get; private set; } = null!;

    /// <summary>Makes a project, has it work off files by key, and looks at it.</summary>
    public static async Task<DataProject> OpenAsync(string yaml, params (string Name, string Content)[] files)
    {
        var project = new DataProject(yaml);
        await project.LoadAsync(files);
        return project;
    }

    /// <summary>Lands files, in this order, and works off all that follows from them.</summary>
    public async Task LoadAsync(params (string Name, string Content)[] files)
    {
        await CloseAsync();
        foreach (var (name, content) in files)
        {
            _project.Write("landing", content);
            (await _project.RunAsync("put", "landing", name)).Fine();
        }

        var ended = await _project.RunAsync("up", "--exit-when-idle");
        Assert.True(ended.ExitCode is 0 or 1, ended.Errors);
        await ReopenAsync();
    }

    /// <summary>Runs a command while nothing else has the environment open.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        await CloseAsync();
        var output = (await _project.RunAsync(arguments)).Fine();
        await ReopenAsync();
        return output;
    }

    public void Write(string file, string content) => _project.Write(file, content);

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _project.Dispose();
    }

    private async Task ReopenAsync()
    {
        var place = new ProjectPlace(Folder, "local");
        _session = await EnvironmentSession.OpenAsync(place, TimeSpan.FromSeconds(30), new Masks(), TimeProvider.System, default);
        var landing = new Landing(_session.Local.ObjectWriter, _session.Local.Events, new Router(_session.Project), new SilentObserver(), TimeProvider.System);
        Operations = _session.Operate(place, landing, TimeProvider.System);
        Data = _session.Look(Operations, landing, TimeProvider.System);
    }

    private async Task CloseAsync()
    {
        if (_session is { } open)
        {
            _session = null;
            Data.Dispose();
            await Operations.DisposeAsync();
            await open.DisposeAsync();
        }
    }
}
