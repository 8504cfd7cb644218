using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Engine.Notifications;
using Weir.Engine.Triggers;
using Weir.Local;
using Weir.Project;

namespace Weir.Tests.Flow;

/// <summary>Files that land one after the other while nothing runs, so that a world takes all of them in one load.</summary>
internal static class Backlog
{
    public static async Task<World> StartAsync(string yaml, params (string Name, byte[] Content)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("weir-backlog-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), yaml);
        await LandAsync(folder, files);
        return await World.OpenAsync(folder, keep: false);
    }

    /// <summary>Lands files in a project that does not run.</summary>
    public static async Task LandAsync(string folder, params (string Name, byte[] Content)[] files)
    {
        var read = ProjectReader.Read(folder);
        var project = read.Definition ?? throw new InvalidDataException(string.Join('\n', read.Diagnostics));
        using var environment = await LocalEnvironment.OpenAsync(
            folder, "local", [.. project.Buckets.Values], TimeSpan.FromSeconds(5), TimeProvider.System, default);
        var landing = new Landing(environment.ObjectWriter, environment.Events, new Router(project), new SilentObserver(), TimeProvider.System);
        foreach (var (name, content) in files)
        {
            await landing.LandAsync([new Arrival(new ObjectName(name.Split('/')[0], name.Split('/', 2)[1]), () => new MemoryStream(content))], default);
        }
    }
}
