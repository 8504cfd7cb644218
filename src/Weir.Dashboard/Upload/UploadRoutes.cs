using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Dashboard.Pages;
using Weir.Dashboard.Tables;
using Weir.Server.Access;
using Weir.Server.Api;
using Weir.Server.Live;
using Weir.Server.Operations;
using Weir.Server.Operations.Uploads;

namespace Weir.Dashboard.Upload;

/// <summary>The page that takes files, and what became of them.</summary>
internal static class UploadRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage<UploadPage>("/upload").Needs(Role.Operator);
        routes.MapPage<TrailPage>("/upload/trail", Topics.Deliveries, Topics.Runs, Topics.Loads, Topics.DeadLetters);
        routes.MapPost("/upload", (RequestDelegate)ReceiveAsync).Needs(Role.Operator).WithMetadata(new BodyLimit(null), new ToldByFlow());
    }

    /// <summary>The form is read as it comes, and the token stands before the first file: nothing lands for a page of another site.</summary>
    private static async Task ReceiveAsync(HttpContext http)
    {
        var isKnown = false;
        var landed = await http.RequestServices.GetRequiredService<DataOperations>().Uploading.ReceiveAsync(
            http,
            (field, value) => isKnown |= field == FormTokens.Field && PageRenderer.TokensOf(http).IsFrom(http, value),
            () => isKnown ? null : PageRoutes.Foreign(),
            http.RequestAborted);
        await AnswerAsync(http, landed);
    }

    private static async Task AnswerAsync(HttpContext http, UploadedFiles landed)
    {
        if (WantsJson(http))
        {
            PageHeaders.Set(http.Response);
            await UploadAnswer.SendAsync(http, [.. landed.Items.Select(file => new UploadAnswer($"{file.Bucket}/{file.Key}", PathOf(file)))]);
            return;
        }

        if (landed.Items.Count > 1)
        {
            PageRoutes.Notice(http, $"{TableTexts.Of(landed.Items.Count, "file")} landed in {landed.Items[0].Bucket}.");
        }

        await PageRoutes.GoAsync(http, landed.Items is [var only] ? PathOf(only) : "/upload");
    }

    private static string PathOf(ListedObject file) => TableTexts.TrailPath(file.Bucket, file.Key, file.Version);

    private static bool WantsJson(HttpContext http) => http.Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.Ordinal);
}
