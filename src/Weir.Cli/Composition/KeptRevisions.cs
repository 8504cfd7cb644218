using Weir.Engine.Functions;
using Weir.Engine.Runs.Revisions;
using Weir.Engine.Secrets;
using Weir.Engine.Steps;
using Weir.Failures;
using Weir.Functions;
using Weir.Local.Revisions;
using Weir.Notifiers;
using Weir.Project;
using Weir.Project.Reading;
using Weir.Projects;

namespace Weir.Cli.Composition;

/// <summary>What a project was, in files below its environment's folder, and ready to be run.</summary>
/// <param name="project">The project's folder.</param>
/// <param name="current">The project as it is.</param>
/// <param name="store">The files.</param>
/// <param name="secrets">Finds secrets, which are those of now.</param>
/// <param name="time">The clock.</param>
internal sealed class KeptRevisions(string project, ProjectDefinition current, RevisionStore store, SecretFinder secrets, TimeProvider time)
    : IRevisions, IDisposable
{
    private readonly Lock _gate = new();
    private string? _copy;

    public bool Has(string revision) => store.Has(revision);

    /// <summary>Keeps the project as it is, durably, before runs are made with it.</summary>
    /// <param name="content">Its files.</param>
    /// <exception cref="RefusedException">WEIR7036: one of them was changed since it was read.</exception>
    /// <exception cref="UnavailableException">WEIR4003: the disk refuses.</exception>
    public void Keep(IReadOnlyList<ContentFile> content)
    {
        store.Clean();
        store.Keep(current.Revision, [.. content.Select(file => new KeptFile(file.Path, file.Sha256, file.IsExecutable))], project);
    }

    /// <summary>The folder with the scripts of the project as it was read: they may be changed while runs are made with it.</summary>
    /// <exception cref="UnavailableException">WEIR4003: the disk refuses.</exception>
    public string Scripts() => Path.Combine(Copy(), CodeFiles.Scripts);

    /// <summary>A folder with the functions of the project as it was read.</summary>
    /// <exception cref="UnavailableException">WEIR4003: the disk refuses.</exception>
    public string Sources() => !store.Has(current.Revision) || ProjectReader.RevisionOf(project) == current.Revision ? project : Copy();

    public void Dispose()
    {
        if (_copy is { } copy)
        {
            RevisionStore.Leave(copy);
        }
    }

    public Task<KeptProject> OpenAsync(string revision, CancellationToken cancellationToken) => Task.Run(() => Open(revision), cancellationToken);

    public async Task SweepAsync(DateTimeOffset before, Func<string, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken)
    {
        var old = new List<string>();
        foreach (var (revision, since) in store.List())
        {
            if (revision != current.Revision && since < before && !await isNeeded(revision, cancellationToken))
            {
                old.Add(revision);
            }
        }

        store.Delete(old);
    }

    private string Copy()
    {
        lock (_gate)
        {
            return _copy ??= store.Copy(current.Revision);
        }
    }

    private KeptProject Open(string revision)
    {
        if (!store.Has(revision))
        {
            throw NoRevisions.Gone(revision);
        }

        var folder = store.Copy(revision);
        try
        {
            var definition = Read(revision, folder);
            var scope = new ProjectScope(definition, secrets).OutsideOfRuns();
            var functions = new LocalFunctions(definition.Functions, project, time, scope, () => folder);
            var notifier = new ChannelNotifier(project, scope);
            return new KeptProject(async () =>
            {
                await functions.DisposeAsync();
                notifier.Dispose();
                RevisionStore.Leave(folder);
            })
            {
                Definition = definition,
                Functions = new MaskedFunctions(functions, secrets.Masks),
                Notifier = notifier,
                Scripts = Path.Combine(folder, CodeFiles.Scripts),
            };
        }
        catch
        {
            RevisionStore.Leave(folder);
            throw;
        }
    }

    private ProjectDefinition Read(string revision, string folder)
    {
        string why;
        try
        {
            var read = ProjectReader.Read(folder, current.Environment, project);
            if (read.Definition is { } definition)
            {
                return definition with { Revision = revision };
            }

            why = read.Diagnostics[0].Failure.Message;
        }
        catch (RefusedException refused)
        {
            why = refused.Failure.Message;
        }

        throw new RefusedException(new Failure(
            "WEIR7035",
            $"The revision {revision} of the project cannot be run any more: {why}",
            "Run it with the project as it is now: 'weir rerun' with --code latest."));
    }
}
