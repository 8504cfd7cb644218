using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

using Weir.Buckets;
using Weir.Engine.Steps.Archives;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Unpacks an archive: every file in it an object, all of them at once or none.</summary>
/// <remarks>
/// Files are staged several at a time, because each waits for the disk to confirm it. What is held in memory is the names,
/// and a few small files of a tar that wait for the disk while the next are read.
/// </remarks>
internal sealed class UnzipStep(StepPorts ports)
{
    /// <summary>Files up to this size are staged beside each other; a larger one keeps the machine busy by itself.</summary>
    private const int Small = 1 << 20;

    private static readonly int Parallelism = Math.Clamp(2 * Environment.ProcessorCount, 2, 8);

    public async Task ExecuteAsync(StepDefinition.Unzip step, StepContext context, CancellationToken cancellationToken)
    {
        var from = RenderedName.Object(step.From, context);
        var prefix = RenderedName.Prefix(step.To, context);
        var version = await ports.SourceAsync(from, context, cancellationToken);
        var archive = new Archive(ports, version, prefix, step.Limits);
        await using var output = ports.Land(context, version.Name);
        await using (var bytes = archive.Open())
        {
            await StageAsync(bytes, archive, output, cancellationToken);
        }

        await output.PostAsync(cancellationToken);
    }

    private static async Task StageAsync(Stream bytes, Archive archive, StepOutput output, CancellationToken cancellationToken)
    {
        switch (ArchiveFormats.Of(bytes, archive))
        {
            case ArchiveFormat.Zip:
                await StageZipAsync(bytes, archive, output, cancellationToken);
                break;
            case ArchiveFormat.Tar:
                await using (var buffered = new BufferedStream(bytes, 64 << 10))
                {
                    await StageTarAsync(buffered, archive, output, cancellationToken);
                }

                break;
            case ArchiveFormat.TarGz:
                await using (var inflated = archive.Inflate(bytes))
                {
                    await StageTarAsync(inflated, archive, output, cancellationToken);
                }

                break;
            case ArchiveFormat.Gz:
                await StageGzAsync(bytes, archive, output, cancellationToken);
                break;
        }
    }

    private static async Task StageZipAsync(Stream bytes, Archive archive, StepOutput output, CancellationToken cancellationToken)
    {
        var entries = ZipDirectory.Read(bytes, archive);
        var opened = new ConcurrentBag<Stream>();
        try
        {
            await Parallel.ForEachAsync(entries, InParallel(cancellationToken), async (entry, token) =>
            {
                var zip = opened.TryTake(out var free) ? free : archive.Open();
                try
                {
                    await ZipContent.ReadAsync(zip, entry, archive, content => output.StageAsync(entry.Target, content, token), token);
                }
                finally
                {
                    opened.Add(zip);
                }
            });
        }
        finally
        {
            foreach (var zip in opened)
            {
                await zip.DisposeAsync();
            }
        }
    }

    private static async Task StageTarAsync(Stream tar, Archive archive, StepOutput output, CancellationToken cancellationToken)
    {
        using var entries = new TarEntries(tar, archive);
        var small = SmallFilesAsync(entries, output, cancellationToken);
        await Parallel.ForEachAsync(small, InParallel(cancellationToken), async (file, token) =>
        {
            using var content = new MemoryStream(file.Content, writable: false);
            await output.StageAsync(file.Target, content, token);
        });
    }

    /// <summary>The small files, read; the large ones between them are staged on the way.</summary>
    private static async IAsyncEnumerable<(ObjectName Target, byte[] Content)> SmallFilesAsync(
        TarEntries entries, StepOutput output, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (entries.Next() is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.Size > Small)
            {
                await output.StageAsync(entry.Target, entry.Content, cancellationToken);
                continue;
            }

            var content = new byte[entry.Size];
            entry.Content.ReadExactly(content);
            yield return (entry.Target, content);
        }
    }

    private static async Task StageGzAsync(Stream bytes, Archive archive, StepOutput output, CancellationToken cancellationToken)
    {
        var name = archive.FileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? archive.FileName[..^3] : archive.FileName;
        archive.Meter.AddEntry();
        var target = archive.Names.OfFile(name);
        await using var content = new EntryContent(archive.Inflate(bytes), new EntryCheck(archive, name, size: null, checksum: null));
        await output.StageAsync(target, content, cancellationToken);
    }

    private static ParallelOptions InParallel(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
}
