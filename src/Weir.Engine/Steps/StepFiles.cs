using Weir.Engine.Functions;
using Weir.Templates;

namespace Weir.Engine.Steps;

/// <summary>The files of a step that calls code of the user's: an object goes in, and files that come out land below a prefix.</summary>
internal sealed class StepFiles : IAsyncDisposable
{
    private readonly StepOutput? _output;

    private StepFiles(FunctionFiles? files, StepOutput? output) => (Files, _output) = (files, output);

    /// <summary>What the code is given; none when it is given no files and may leave none.</summary>
    public FunctionFiles? Files { get; }

    /// <summary>Finds what goes in, and makes ready for what comes out.</summary>
    /// <param name="from">The object that goes in.</param>
    /// <param name="to">The prefix below which files land.</param>
    /// <param name="ports">The buckets.</param>
    /// <param name="context">The run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Failures.RefusedException">WEIR5002, WEIR5004, WEIR6402: there is no such object.</exception>
    public static async Task<StepFiles> OpenAsync(
        Template? from, Template? to, StepPorts ports, StepContext context, CancellationToken cancellationToken)
    {
        if (from is null && to is null)
        {
            return new StepFiles(null, null);
        }

        var source = from is null ? null : await ports.SourceAsync(RenderedName.Object(from, context), context, cancellationToken);
        var files = source is null ? new FunctionFiles() : new FunctionFiles
        {
            InputName = source.Name.Key[(source.Name.Key.LastIndexOf('/') + 1)..],
            OpenInput = () => ports.Store.OpenRead(source),
        };
        if (to is null)
        {
            return new StepFiles(files, null);
        }

        var prefix = RenderedName.Prefix(to, context);
        var output = ports.Land(context, source?.Name ?? default);
        return new StepFiles(
            files with
            {
                TakeAsync = (path, content, stop) => output.StageAsync(RenderedName.Checked(prefix.Bucket, prefix.Key + path), content, stop),
            },
            output);
    }

    /// <summary>Lands what came out, all at once.</summary>
    public Task LandAsync(CancellationToken cancellationToken) => _output?.PostAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Drops what came out and did not land.</summary>
    public ValueTask DisposeAsync() => _output?.DisposeAsync() ?? ValueTask.CompletedTask;
}
