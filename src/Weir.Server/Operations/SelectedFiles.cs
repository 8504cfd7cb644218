using Weir.Buckets;
using Weir.Engine.Datasets;
using Weir.Engine.Objects;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Projects;

namespace Weir.Server.Operations;

/// <summary>Finds the files that are meant: by name, by pattern, by the load that read them.</summary>
internal sealed class SelectedFiles(ProjectDefinition project, IObjectStore objects, DatasetPaths paths, IReloads reloads)
{
    /// <summary>Objects looked at for one page: a short moment, so that progress shows.</summary>
    private const int Page = 1_000;

    public async Task<SelectedPage> PageAsync(ReloadSelection selection, CancellationToken cancellationToken)
    {
        if (selection.Table is { } table)
        {
            project.CheckTable(table);
        }

        return selection.Load is { } load
            ? await OfLoadAsync(load, cancellationToken)
            : await OfFileAsync(selection, selection.File ?? "", cancellationToken);
    }

    private async Task<SelectedPage> OfLoadAsync(long loadId, CancellationToken cancellationToken)
    {
        var load = await reloads.GetLoadAsync(loadId, cancellationToken);
        project.CheckTable(load.Table);
        var name = load.File.Name;
        var current = await objects.FindAsync(name, cancellationToken) ?? throw new RefusedException(Missing.Object(name));
        return current.ETag == load.File.ETag
            ? new SelectedPage([current], load.Table, IsNamed: true)
            : throw new RefusedException(new Failure(
                "WEIR6024", $"{name} holds another content now than load {loadId} had read.", $"Load what is there with 'weir reload {name}'."));
    }

    private async Task<SelectedPage> OfFileAsync(ReloadSelection selection, string file, CancellationToken cancellationToken)
    {
        var name = file.Split('/', 2) is [var bucket, var key] ? new ObjectName(bucket, key) : new ObjectName(file, "");
        project.CheckBucket(name.Bucket);
        name = await paths.ResolvePrefixAsync(name, selection.After, cancellationToken);
        file = name.Key.Length == 0 ? file : name.ToString();

        // A key may hold the characters of a pattern. An object of that very name goes before.
        if (selection.After is null && await objects.FindAsync(name, cancellationToken) is { } named)
        {
            return IsWithin(selection, named) ? new SelectedPage([named], selection.Table, IsNamed: true) : new SelectedPage([], selection.Table);
        }

        if (!ObjectPattern.TryParse(file, out var pattern, out var mistake))
        {
            throw new RefusedException(Missing.Pattern(file, mistake));
        }

        if (pattern!.Prefix == name.Key)
        {
            throw new RefusedException(Missing.Object(name));
        }

        var listed = await objects.ListAsync(name.Bucket, pattern.Prefix, selection.After, Page, cancellationToken);
        return new SelectedPage(
            [.. listed.Where(found => pattern.Matches(found.Name) && IsWithin(selection, found))],
            selection.Table,
            Next: listed.Count < Page ? null : listed[^1].Name.Key);
    }

    private static bool IsWithin(ReloadSelection selection, StoredObject file) =>
        !(file.LandedAt < selection.Since) && !(file.LandedAt >= selection.Until);
}
