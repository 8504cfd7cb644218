using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Weir.Server.Api.Calls;

namespace Weir.Server.Api.Describing;

/// <summary>Serves the description of all calls. It is made when somebody asks for it: the start costs nothing, and nothing stays.</summary>
internal static class OpenApiFile
{
    public static async Task AnswerAsync(HttpContext http)
    {
        var document = OpenApiDocument.TextOf(http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints);
        http.Response.ContentType = ApiCall.Json;
        await http.Response.WriteAsync(document, http.RequestAborted);
    }
}
