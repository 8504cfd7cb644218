using Weir.Failures;

namespace Weir.Functions.Building;

/// <summary>Builds the functions of a project, each with its layers.</summary>
/// <param name="project">The project's folder.</param>
/// <param name="store">Where what was built is kept.</param>
internal sealed class FunctionBuilder(string project, PackageStore store)
{
    /// <summary>The build of a function's files as they are now.</summary>
    /// <exception cref="RefusedException">WEIR6502, WEIR6503: it cannot be built.</exception>
    public async Task<BuiltPackage> BuildAsync(FunctionDefinition definition, CancellationToken cancellationToken)
    {
        try
        {
            var layers = new List<string>();
            foreach (var layer in definition.Layers)
            {
                var recipe = Recipe.OfLayer(layer, Path.Combine(project, "layers", layer));
                layers.Add((await BuildAsync($"layers/{layer}", recipe, cancellationToken)).Folder);
            }

            var source = Path.Combine(project, "functions", definition.Name);
            var built = await BuildAsync(definition.Name, Recipe.Of(definition, source), cancellationToken);
            return new BuiltPackage(new FunctionBuild(definition.Name, built.Revision, built.Folder, built.IsNew), layers);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(
                new Failure(
                    "WEIR6503",
                    $"The function '{definition.Name}' cannot be built: {error.Message}",
                    "Check the disk, and the rights of the function's folder and of .weir."),
                error);
        }
    }

    private async Task<(string Folder, string Revision, bool IsNew)> BuildAsync(string name, Recipe recipe, CancellationToken cancellationToken)
    {
        var revision = await PackageBuilder.RevisionOfAsync(recipe, cancellationToken);
        return await store.GetAsync(name, revision, (target, token) => PackageBuilder.BuildAsync(recipe, target, token), cancellationToken);
    }
}
