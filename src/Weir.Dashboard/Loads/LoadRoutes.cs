using System.Globalization;
using System.Text;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Dashboard.Pages;
using Weir.Dashboard.Tables;
using Weir.Failures;
using Weir.Server.Access;
using Weir.Server.Api;
using Weir.Server.Live;
using Weir.Server.Operations;
using Weir.Server.Operations.Tables;

namespace Weir.Dashboard.Loads;

/// <summary>The pages of loads, and what can be done with one.</summary>
internal static class LoadRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<LoadPage>("/loads/{id}", Topics.Loads);
        routes.MapPage<UnloadPage>("/loads/{id}/unload").Needs(Role.Operator);
        routes.MapPage<MendPage>("/loads/{id}/mend").Needs(Role.Operator);
        routes.MapAction("/loads/{id}/unload", UnloadAsync);
        routes.MapAction("/loads/{id}/reload", ReloadAsync);
        routes.MapAction("/loads/{id}/mend", MendAsync).WithMetadata(new BodyLimit(Mending.LargestFile));
    }

    /// <exception cref="RefusedException">WEIR6020: it is no number.</exception>
    public static long IdOf(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? id
        : throw new RefusedException(new Failure("WEIR6020", $"There is no load {text}.", "See what there is on the page of its table."));

    private static async Task<Done> UnloadAsync(HttpContext http, IFormCollection form)
    {
        var unloaded = await http.RequestServices.GetRequiredService<IOperations>().UnloadAsync(IdOf(http), isDryRun: false, http.RequestAborted);
        return new Done(TableTexts.LoadPath(unloaded.LoadId), $"{TableTexts.Of(unloaded.RowsRemoved, "row")} of load {unloaded.LoadId} went from {unloaded.Table}.");
    }

    private static async Task<Done> ReloadAsync(HttpContext http, IFormCollection form)
    {
        var id = IdOf(http);
        var page = await http.RequestServices.GetRequiredService<IOperations>().ReloadAsync(new ReloadSelection { Load = id }, http.RequestAborted);
        return page.Files is [var file, ..]
            ? new Done($"{TableTexts.PathOf(file.Table)}/loads", $"{file.File} is being loaded into {file.Table} again.")
            : new Done(TableTexts.LoadPath(id), "Nothing to load: the content of the file stands in the table, or waits to be loaded.");
    }

    private static async Task<Done> MendAsync(HttpContext http, IFormCollection form)
    {
        var id = IdOf(http);
        var file = form.Files.GetFile("file");
        if (file is null && !form.ContainsKey("text"))
        {
            throw new RefusedException(new Failure("WEIR7485", "No file was sent.", "Choose the corrected file, or correct its text on the page."));
        }

        // A form sends all its line ends as CR LF, whatever the file had.
        Func<Stream> open = file is not null
            ? file.OpenReadStream
            : () => new MemoryStream(Encoding.UTF8.GetBytes(form["text"].ToString().Replace("\r\n", "\n", StringComparison.Ordinal)));
        var mended = await http.RequestServices.GetRequiredService<DataOperations>().Mending.MendAsync(id, open, http.RequestAborted);
        return new Done(
            TableTexts.TrailPath(mended.File.Bucket, mended.File.Key, mended.File.Version),
            mended.RowsRemoved > 0 ? $"The file landed, and {TableTexts.Of(mended.RowsRemoved, "row")} of load {id} went for it." : "The file landed.");
    }

    private static long IdOf(HttpContext http) => IdOf($"{http.GetRouteValue("id")}");
}
